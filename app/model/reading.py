"""What a message was taken to say, what it names, how it is written, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from app.model.words import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an intent was taken: a word of the message, a phrase it resembles, or a fact."""

    kind: Literal["word", "example", "fact"]
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ScoredIntent:
    """An intent with its calibrated probability and what speaks for it."""

    id: str
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Classification:
    """What a message is taken to say. `intents` is empty exactly when `abstained`."""

    language: Literal["zh", "en", "mixed"]
    intents: tuple[ScoredIntent, ...]
    candidates: tuple[ScoredIntent, ...]

    @property
    def abstained(self) -> bool:
        """Return whether nothing is asserted about the message."""
        return not self.intents


class SlotKind(StrEnum):
    """Kinds of thing that a message can name."""

    ORDER_NO = "order_no"
    TRACKING_NO = "tracking_no"
    AMOUNT = "amount"
    DATE = "date"
    SIZE = "size"
    COLOR = "color"
    PHONE = "phone"
    ADDRESS = "address"
    EMAIL = "email"
    INVOICE_TITLE = "invoice_title"
    TAX_NO = "tax_no"
    REMEDY = "remedy"


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing named in a message.

    `value` is normalised: digits only for numbers, `40.00 CNY` for amounts, ISO 8601 for dates; of a remedy
    `refund`, `resend`, `exchange` or `repair`; of the next size up or down `+1` or `-1`.
    `detail` is the carrier of a tracking number, the platform of an order number, or `wanted` of a size or colour
    that the buyer wishes for, else empty.
    """

    kind: SlotKind
    value: str
    span: Span
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of the buyer's manner: a word, a mark such as `!!!`, or the length (in letters) of the message."""

    kind: Literal["word", "mark", "length"]
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Manner:
    """How the buyer writes (S5): `plain`, or one of the shop's manners with what it was noticed by."""

    id: str
    evidence: tuple[Sign, ...] = ()
