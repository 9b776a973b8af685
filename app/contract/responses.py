"""What a caller gets: the answer bodies of the contract. Every key is always there; null means none."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, WithJsonSchema

from app.model import Language, Outcome, Span

MomentText = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
"""A time of RFC 3339 with its offset."""

MoneyText = Annotated[str, WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$"})]
"""An amount with two decimals."""


class Response(BaseModel):
    """Base of every body that goes out."""

    model_config = ConfigDict(frozen=True)


class TwoTongues(Response):
    """One wording in both languages of the desk."""

    zh: str
    en: str


class EvidenceOut(Response):
    """A word, an example or a fact that speaks for an intent; `span` counts characters of the message."""

    kind: Literal["word", "example", "fact"]
    text: str
    span: Span | None


class CandidateOut(Response):
    """An intent with the probability that the message says it."""

    id: str
    score: float


class IntentOut(CandidateOut):
    """An intent the message is taken to say, and why."""

    evidence: tuple[EvidenceOut, ...]


class SlotOut(Response):
    """Something named in the message."""

    kind: str
    value: str
    span: Span


class SourceOut(Response):
    """Where a figure was read; without `verified_on` it counts as the shop's own."""

    name: str
    url: str
    verified_on: date | None


class DecisionOut(Response):
    """What one rule says about the case."""

    rule: str
    outcome: Outcome
    because: str
    amount: MoneyText | None
    currency: str | None
    deadline: MomentText | None
    facts_used: tuple[str, ...]
    facts_missing: tuple[str, ...]
    source: SourceOut | None


class FindingOut(Response):
    """An objection of the pre-send check; `span` counts characters of the checked text.

    `better` can be put in the place of the span, in the language of the text; null where nothing ready fits.
    """

    code: str
    severity: Literal["block", "warn"]
    span: Span
    say: TwoTongues
    better: TwoTongues | None


class GlossOut(Response):
    """The same reply in the other language, for the agent."""

    language: Language
    text: str


class DraftOut(Response):
    """A reply ready to send; `missing` names what it could have said had it been known."""

    template: str
    variant: str
    language: Language
    text: str
    gloss: GlossOut
    missing: tuple[str, ...]
    findings: tuple[FindingOut, ...]


class DeadlineOut(Response):
    """Something that is due."""

    what: str
    at: MomentText


class EscalationOut(Response):
    """A person above the agent must decide, and why."""

    to: str
    because: str


class SignOut(Response):
    """A sign of the buyer's manner; `span` counts characters of the message."""

    kind: Literal["word", "mark", "length"]
    text: str
    span: Span


class MannerOut(Response):
    """How the buyer writes: `plain`, or one of the shop's manners and what it was noticed by."""

    id: str
    evidence: tuple[SignOut, ...]


class DraftResponse(Response):
    """Everything the desk gets for one request."""

    id: str | None
    language: Literal["zh", "en", "mixed"]
    abstained: bool
    intents: tuple[IntentOut, ...]
    candidates: tuple[CandidateOut, ...]
    slots: tuple[SlotOut, ...]
    decisions: tuple[DecisionOut, ...]
    drafts: tuple[DraftOut, ...]
    steps: tuple[str, ...]
    deadlines: tuple[DeadlineOut, ...]
    escalate: EscalationOut | None
    manner: MannerOut | None


class ClassifyResponse(Response):
    """What a message is about; `intents` is empty exactly when `abstained`."""

    id: str | None
    language: Literal["zh", "en", "mixed"]
    abstained: bool
    intents: tuple[IntentOut, ...]
    candidates: tuple[CandidateOut, ...]


class LintResponse(Response):
    """What the pre-send check objects to; empty when the text may go."""

    findings: tuple[FindingOut, ...]
