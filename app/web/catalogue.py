"""What the library holds, as the API lists it: intents and replies in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from app.contract.responses import TwoTongues

if TYPE_CHECKING:
    from app.channels.work import State
    from app.core.definitions import Intent, ReplyHeader, Words
    from app.web.drafter import Shelf


class IntentEntry(BaseModel):
    """An intent that a message may be taken to say."""

    id: str
    title: TwoTongues
    about: TwoTongues
    order: int
    route: str
    rules: tuple[str, ...]


class IntentList(BaseModel):
    """The intents in use, the most important first."""

    intents: tuple[IntentEntry, ...]


class TemplateEntry(BaseModel):
    """A reply that a draft may be made from; `when` is empty for the fallback of its intent."""

    id: str
    intent: str
    title: TwoTongues
    when: dict[str, Any]
    needs: dict[str, str]
    asks: tuple[str, ...]


class TemplateList(BaseModel):
    """The replies in use, by id."""

    templates: tuple[TemplateEntry, ...]


class Readiness(BaseModel):
    """What is loaded; the digest changes whenever the library does. `work` is that on channels, where there are any."""

    status: str
    work: Literal["starting", "standby", "running"] | None = None
    intents: int
    replies: int
    policies: int
    digest: str


def list_intents(shelf: Shelf) -> IntentList:
    """Return the active intents in the order in which they are dealt with; `other` and `unclear` are none."""
    active = (one for one in shelf.intents.values() if one.status == "active" and one.route != "abstain")
    ordered = sorted(active, key=lambda intent: (intent.order, intent.id))
    return IntentList(intents=tuple(_write_intent(intent) for intent in ordered))


def list_templates(shelf: Shelf) -> TemplateList:
    """Return the active replies in the order of their ids."""
    active = (reply.header for reply in shelf.replies if reply.header.status == "active")
    ordered = sorted(active, key=lambda header: header.id)
    return TemplateList(templates=tuple(_write_template(header) for header in ordered))


def count_library(shelf: Shelf, *, work: State | None = None) -> Readiness:
    """Return what is loaded. `work` is how far that on channels is; None where there are none."""
    return Readiness(
        status="starting" if work == "starting" else "ready",
        work=work,
        intents=len(shelf.intents),
        replies=len(shelf.replies),
        policies=len(shelf.policies),
        digest=shelf.folders_digest,
    )


def _write_intent(intent: Intent) -> IntentEntry:
    return IntentEntry(
        id=intent.id,
        title=_write_words(intent.title),
        about=_write_words(intent.about),
        order=intent.order,
        route=intent.route,
        rules=intent.rules,
    )


def _write_template(header: ReplyHeader) -> TemplateEntry:
    return TemplateEntry(
        id=header.id,
        intent=header.intent,
        title=_write_words(header.title),
        when=header.when.model_dump(mode="json", exclude_defaults=True),
        needs=dict(header.needs),
        asks=header.asks,
    )


def _write_words(words: Words) -> TwoTongues:
    return TwoTongues(zh=words.zh, en=words.en)
