"""How far an order has come, from the facts that are known."""

from __future__ import annotations

from datetime import datetime

from app.model import Facts, Stage

_LATEST_FIRST: tuple[tuple[str, Stage], ...] = (
    ("closed_at", "closed"),
    ("signed_at", "signed"),
    ("delivered_at", "delivered"),
    ("shipped_at", "shipped"),
    ("paid_at", "paid"),
)


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
