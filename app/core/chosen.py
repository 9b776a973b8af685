"""What was chosen to answer one matter, and which of several such choices stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.composition import Matter
from app.core.kit import Kit
from app.core.replies import NOTICE, Reply
from app.core.values import Quotable
from app.errors import BadInput, FieldError
from app.model import LANGUAGES, Decision


@dataclass(frozen=True, slots=True)
class Chosen:
    """A topic, the reply chosen for it, and the decision that it quotes plainly; `brief` for a question on the side."""

    topic: str
    reply: Reply
    primary: Decision | None
    brief: bool = False


def leave_unanswered(chosen: Sequence[Chosen]) -> Iterator[Chosen]:
    """Yield the replies whose matter none of the others settles; of two that settle each other the first stays."""
    answered: set[str] = set()
    for one in chosen:
        if one.topic not in answered:
            answered.update({*one.reply.topics, *one.reply.header.answers} - {one.topic})
    yield from (one for one in chosen if one.topic not in answered)


def find_notice(name: str, kit: Kit) -> Reply:
    """Return a notice by its id, with or without `notice.` before it. Raises BadInput where there is none."""
    notices = {reply.id: reply for reply in kit.library.replies_for(NOTICE)}
    found = notices.get(name) or notices.get(f"{NOTICE}.{name}")
    if found is None:
        known = ", ".join(sorted(notices))
        raise BadInput([FieldError("notice", f"is not a notice of this library; there are {known}")])
    return found


def make_matters(chosen: Sequence[Chosen], quotable: Quotable) -> tuple[Matter, ...]:
    """Return what is to be written: each reply with what it may quote in either language."""
    return tuple(
        Matter(
            one.reply,
            {language: quotable.values(language, primary=one.primary) for language in LANGUAGES},
            one.brief,
        )
        for one in chosen
    )
