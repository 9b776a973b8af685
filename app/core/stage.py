"""How far an order has come, from the facts that are known, and which matters go with that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime

from app.model import Facts, Stage

_LATEST_FIRST: tuple[tuple[str, Stage], ...] = (
    ("closed_at", "closed"),
    ("signed_at", "signed"),
    ("delivered_at", "delivered"),
    ("shipped_at", "shipped"),
    ("paid_at", "paid"),
)


LESS, RARELY, HARDLY = 0.7, 0.4, 0.1
"""What is left of a matter where the order's stage speaks against it."""
BORNE_OUT = 0.3
NOT_ARRIVED: tuple[Stage, ...] = ("shipped",)
NOT_SENT: tuple[Stage, ...] = ("unpaid", "paid")
ARRIVED: tuple[Stage, ...] = ("delivered", "signed", "closed")
IN_HAND = (
    *("quality_problem", "wrong_item", "missing_item", "extra_item", "not_as_described", "color_difference"),
    *("damaged_parcel", "return_exchange", "return_postage", "refund_howto", "usage_care", "bad_review"),
)
"""Matters of somebody who has the goods."""
UNSEEN = frozenset(IN_HAND[:7])
"""Matters that nobody has who has not got the goods; returns and their postage one may well ask about before."""
OF_AN_ITEM = frozenset({"item", "current_price", "currency", "category", "free_shipping", "buyer_name"})
"""What a desk knows of whoever only looks at an item."""
SENT_BACK = ("return_exchange", "return_postage", "refund_howto", "refund_progress")
UNLIKELY: Mapping[tuple[str, Stage], float] = {
    **{(intent, stage): HARDLY for intent in IN_HAND for stage in NOT_SENT},
    **{(intent, stage): RARELY for intent in SENT_BACK for stage in NOT_ARRIVED},
    **{(intent, stage): HARDLY for intent in ("signed_not_received", "refund_progress") for stage in NOT_SENT[:1]},
    ("signed_not_received", "paid"): HARDLY,
    **{("wrong_item", stage): LESS for stage in NOT_SENT},
    **{(intent, stage): RARELY for intent in ("late_shipment", "cancel_order", "order_change") for stage in ARRIVED},
    **{("presale", stage): RARELY for stage in ARRIVED},
    **{("parcel_not_received", stage): LESS for stage in ARRIVED},
    ("parcel_not_received", "unpaid"): HARDLY,
    ("late_shipment", "unpaid"): RARELY,
    ("late_shipment", "shipped"): LESS,
    ("payment", "shipped"): RARELY,
}


def find_stage(facts: Facts, *, now: datetime) -> Stage:
    """Return the furthest stage whose time has come; `unpaid` where only the order is known to be placed.

    A tracking number without times means shipped. `unknown` where nothing says anything.
    """
    for name, stage in _LATEST_FIRST:
        at: datetime | None = getattr(facts, name)
        if at is not None and at <= now:
            return stage
    if facts.tracking_no:
        return "shipped"
    return "unpaid" if facts.ordered_at is not None and facts.paid_at is None else "unknown"


def is_browsing(facts: Facts) -> bool:
    """Return whether somebody has an item before them, and nothing is known that only an order brings with it."""
    known = {field.name for field in fields(facts) if getattr(facts, field.name) is not None}
    return "item" in known and known <= OF_AN_ITEM


def trust(intent: str, stage: Stage) -> float:
    """Return how well a matter goes with a stage, from 0 to 1: nobody sends back what was never sent."""
    return UNLIKELY.get((intent, stage), 1.0)


def is_borne_out(intent: str, stage: Stage, whole: float) -> bool:
    """Return whether one of several matters was heard rightly: nothing is late that has arrived.

    Where the stage makes it only less likely, the message as a whole must lend it BORNE_OUT.
    """
    trusted = trust(intent, stage)
    return trusted > RARELY and (trusted == 1 or whole >= BORNE_OUT)
