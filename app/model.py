"""Frozen values that cross layers. Plain data: no behaviour beyond small derived properties."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Span: TypeAlias = tuple[int, int]
"""Start and end (exclusive) in the buyer's original text, in characters."""

Language: TypeAlias = Literal["zh", "en"]
"""A language a reply is written in."""

Platform: TypeAlias = Literal["taobao", "tmall", "jd", "pdd", "ebay", "other"]
PLATFORMS: tuple[Platform, ...] = ("taobao", "tmall", "jd", "pdd", "ebay", "other")

Fault: TypeAlias = Literal["shop", "buyer", "courier", "unclear"]
"""Whose fault the matter is (P4: who is at fault pays)."""

Remedy: TypeAlias = Literal["refund", "resend", "exchange", "repair"]
"""What a buyer may choose to have done."""

Stage: TypeAlias = Literal["unknown", "unpaid", "paid", "shipped", "delivered", "signed", "closed"]
"""How far the order has come, from the facts that are known."""
STAGES: tuple[Stage, ...] = ("unknown", "unpaid", "paid", "shipped", "delivered", "signed", "closed")

Value: TypeAlias = str | int | Decimal | datetime | date
"""A value that a reply may quote; turned into words per language only when a reply is composed."""


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One wording in both languages of the desk."""

    zh: str
    en: str

    def of(self, language: Language) -> str:
        """Return the wording in `language`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a hand-written file, where it is, and what to do, in both languages."""

    path: str
    line: int
    code: str
    say: Bilingual
    severity: Literal["error", "warning"] = "error"


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
class Facts:
    """What is known about the order. `None` means nobody has said so yet."""

    order_no: str | None = None
    item: str | None = None
    price_paid: Decimal | None = None
    current_price: Decimal | None = None
    currency: str | None = None
    paid_at: datetime | None = None
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    signed_at: datetime | None = None
    closed_at: datetime | None = None
    refund_requested_at: datetime | None = None
    return_received_at: datetime | None = None
    ship_by: datetime | None = None
    latest_delivery_by: datetime | None = None
    carrier: str | None = None
    tracking_no: str | None = None
    return_tracking_no: str | None = None
    free_shipping: bool | None = None
    worn: bool | None = None
    intact: bool | None = None
    fault: Fault | None = None
    buyer_name: str | None = None
    buyer_id: str | None = None
    category: str | None = None
    ordered_size: str | None = None
    ordered_color: str | None = None
    ordered_at: datetime | None = None
    feedback_at: datetime | None = None
    revision_asked_at: datetime | None = None


FACT_NAMES: tuple[str, ...] = tuple(item.name for item in fields(Facts))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule's figure was read. `verified_on` is None where nobody has read it at its origin."""

    name: str
    url: str
    verified_on: date | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One dated figure of a rule: 15 working days, 5 percent, 30 CNY."""

    name: str
    value: Decimal
    unit: str
    platforms: tuple[Platform, ...]
    source: Source
    effective_from: date | None = None


Outcome: TypeAlias = Literal["eligible", "not_eligible", "expired", "needs_facts", "supervisor"]
OUTCOMES: tuple[Outcome, ...] = ("eligible", "not_eligible", "expired", "needs_facts", "supervisor")


@dataclass(frozen=True, slots=True)
class Decision:
    """What one rule says about one case. `values` are what replies may quote, by name."""

    rule: str
    outcome: Outcome
    reason: str
    because: Bilingual
    amount: Decimal | None = None
    currency: str | None = None
    deadline: datetime | None = None
    facts_used: tuple[str, ...] = ()
    facts_missing: tuple[str, ...] = ()
    source: Source | None = None
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))


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


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of the buyer's manner: a word, a mark such as `!!!`, or the length (in letters) of the message."""

    kind: Literal["word", "mark", "length"]
    text: str
    span: Span


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
class Manner:
    """How the buyer writes (S5): `plain`, or one of the shop's manners with what it was noticed by."""

    id: str
    evidence: tuple[Sign, ...] = ()


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
    facts: Facts = Facts()
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
