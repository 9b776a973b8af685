"""P3: the same item got cheaper within some working days after the trade closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import cast

from app.core.policy.amounts import exceeds, limit_currency, limit_values, round_cent
from app.core.policy.calendars import DayUnit, count_days
from app.core.policy.case import Case
from app.core.policy.ruling import CALENDAR_END, Provisions, Rule, Ruling, names, term_notes, term_values
from app.core.policy.terms import DAY_UNITS, Term, after_day, day_of
from app.model import Value

PRICES = ("price_paid", "current_price")
STEPS = ("closed_at", "signed_at", "delivered_at", "shipped_at", "paid_at")
"""Steps of an order that a trade cannot close before, latest first; a closing still to come is one of them."""


def judge(case: Case, provisions: Provisions) -> Ruling:
    """Return whether the difference is refunded, and how much. Source: the shop's own promise (P3)."""
    values: dict[str, Value] = {"window": provisions.number("window")}
    difference = find_difference(case)
    if difference is not None and difference <= 0:
        return Ruling("not_eligible", "not_cheaper", used=PRICES, values=values)
    closed_at = case.past("closed_at")
    if closed_at is None:
        return judge_open(case, provisions, difference=difference)
    term = after_day(closed_at, figure=provisions["window"], timezone=case.timezone)
    ruling = Ruling(
        "expired",
        "window_over",
        deadline=term.ends_at,
        used=("closed_at",),
        notes=term_notes(term),
        values=values | term_values(term),
    )
    if case.instant >= term.ends_at:
        return ruling
    counted = replace(ruling, values={**ruling.values, **count_used(case, provisions, closed_at=closed_at)})
    return grant(case, provisions, difference=difference, base=replace(counted, outcome="eligible", reason="in_window"))


def judge_open(case: Case, provisions: Provisions, *, difference: Decimal | None) -> Ruling:
    """Return the ruling while no closing is known.

    A trade closes after its last known step: a window still open when counted from that step is open.
    """
    values = {"window": provisions.number("window")}
    step = max(((at, name) for name in STEPS if (at := case.moment(name))), default=None)
    if step is not None:
        term = after_day(step[0], figure=provisions["window"], timezone=case.timezone)
        if case.instant < term.ends_at:
            base = Ruling("eligible", "not_closed_yet", used=(step[1],), values=values)
            return grant(case, provisions, difference=difference, base=base_with_calendar(base, term=term))
    missing = ("closed_at", *missing_prices(case))
    return Ruling("needs_facts", "closed_unknown", missing=missing, values=values)


def base_with_calendar(base: Ruling, *, term: Term) -> Ruling:
    """Return the ruling with the note that the holiday calendar ended, where it did."""
    if term.calendar_end is None:
        return base
    return replace(base, notes=(CALENDAR_END,), values={**base.values, "calendar_end": term.calendar_end})


def grant(case: Case, provisions: Provisions, *, difference: Decimal | None, base: Ruling) -> Ruling:
    """Return the ruling with its amount, or with what is still to be known, or for a supervisor."""
    if difference is None:
        reason = "in_window_prices_unknown" if base.reason == "in_window" else base.reason
        return replace(base, reason=reason, missing=missing_prices(case))
    currency = case.currency or limit_currency(provisions)
    sum_due = replace(base, amount=difference, currency=currency, used=(*base.used, *PRICES, "currency"))
    reason = exceeds(difference, currency=currency, provisions=provisions) or ""
    if not reason:
        return sum_due
    values = {**base.values, **limit_values(reason, provisions=provisions)}
    return replace(sum_due, outcome="supervisor", reason=reason, figure="agent_limit", values=values)


def find_difference(case: Case) -> Decimal | None:
    """Return how much cheaper the item is today, to the cent; None while a price is not known."""
    paid, current = case.money("price_paid"), case.money("current_price")
    return None if paid is None or current is None else round_cent(paid - current)


def missing_prices(case: Case) -> tuple[str, ...]:
    """Return the prices that are not known."""
    return tuple(name for name in PRICES if case.money(name) is None)


def count_used(case: Case, provisions: Provisions, *, closed_at: datetime) -> dict[str, Value]:
    """Return how many days of the window are used, today included, and how many are left."""
    figure = provisions["window"]
    unit = cast("DayUnit", figure.unit if figure.unit in DAY_UNITS else "day")
    closed, today = (day_of(at, timezone=case.timezone) for at in (closed_at, case.instant))
    used = count_days(closed, until=today, unit=unit)
    return {"days_used": used, "days_left": max(0, int(figure.value) - used)}


WINDOW = "window days_used days_left last_day deadline"

RULE = Rule(
    id="price_protection",
    judge=judge,
    figures=names("window agent_limit"),
    reasons={
        "in_window": names(f"amount {WINDOW}"),
        "in_window_prices_unknown": names(WINDOW),
        "not_closed_yet": names("window"),
        "not_cheaper": names("window"),
        "window_over": names("window last_day deadline"),
        "closed_unknown": names("window"),
        "over_limit": names("amount limit window"),
        "other_currency": names("amount window"),
        CALENDAR_END: names("calendar_end"),
    },
)
