"""The form of known facts: which field stands in which group, and what kind of value it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, get_args, get_type_hints

from app.model import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping

GROUPS: Mapping[str, tuple[str, ...]] = {
    "order": (
        "order_no",
        "item",
        "category",
        "ordered_size",
        "ordered_color",
        "price_paid",
        "current_price",
        "currency",
    ),
    "times": (
        "ordered_at",
        "paid_at",
        "ship_by",
        "shipped_at",
        "latest_delivery_by",
        "delivered_at",
        "signed_at",
        "closed_at",
    ),
    "parcel": ("carrier", "tracking_no", "free_shipping"),
    "goods": ("fault", "worn", "intact"),
    "back": ("refund_requested_at", "return_tracking_no", "return_received_at"),
    "buyer": ("buyer_name", "buyer_id", "feedback_at", "revision_asked_at"),
}
"""Fields by group, in the order of the form."""

FORM_CURRENCIES = ("CNY", "USD", "EUR", "GBP", "AUD", "CAD", "HKD", "JPY")
"""Currencies the form offers; the API takes every one."""

_KINDS: Mapping[object, str] = {Decimal: "money", datetime: "moment", bool: "yes_no", str: "line"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the fact it asks for, and its kind (line, money, currency, moment, yes_no or fault)."""

    name: str
    kind: str


def list_groups() -> Mapping[str, tuple[Field, ...]]:
    """Return the fields of the form by group."""
    hints = get_type_hints(Facts)
    return {group: tuple(Field(name, _find_kind(name, hints)) for name in names) for group, names in GROUPS.items()}


def _find_kind(name: str, hints: Mapping[str, object]) -> str:
    if name == "currency":
        return "currency"
    return next((_KINDS[part] for part in get_args(hints[name]) if part in _KINDS), "fault")
