"""What is asked of the program, and everything it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Literal

from app.model.reading import Classification, Manner, Slot
from app.model.ruling import Decision, Facts
from app.model.words import Bilingual, Language, Platform, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """An objection of the pre-send check to part of a text.

    `better` can be put in its place, in the language of the text; None where no ready wording fits.
    """

    code: str
    severity: Literal["block", "warn"]
    span: Span
    say: Bilingual
    better: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A text in one language."""

    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply that can be sent, with the same reply for the agent in the other language."""

    template: str
    variant: str
    body: Body
    gloss: Body
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def matter(self) -> str:
        """Return the intent that the first of its replies answers."""
        return self.template.split(".")[0]


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that is due: what, and when."""

    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Escalation:
    """A person above the agent must decide, and why."""

    to: str
    because: Bilingual


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier message of the conversation."""

    sender: Literal["buyer", "shop"]
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One request for a draft, already validated. Exactly one of `message` and `notice` is set.

    `intents` are what somebody has said the message means: the reply answers those, whatever it is taken for. `zone` is
    that of the shop, in which its days and deadlines are counted; None: that of the settings.
    """

    message: str | None
    platform: Platform = "taobao"
    shop: str = "default"
    facts: Facts = field(default_factory=Facts)
    history: tuple[Turn, ...] = ()
    reply_language: Literal["auto", "zh", "en"] = "auto"
    notice: str | None = None
    intents: tuple[str, ...] = ()
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything the desk gets for one inquiry. `manner` is None where nobody wrote."""

    classification: Classification
    slots: tuple[Slot, ...]
    decisions: tuple[Decision, ...]
    drafts: tuple[Draft, ...]
    steps: tuple[Bilingual, ...]
    deadlines: tuple[Deadline, ...]
    escalate: Escalation | None
    manner: Manner | None = None
