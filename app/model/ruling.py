"""What is known about an order, and what the rules say about it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from app.model.words import Bilingual, Fault, Platform, Value

if TYPE_CHECKING:
    from collections.abc import Mapping


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
