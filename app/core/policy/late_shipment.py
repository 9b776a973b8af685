"""P5: what is owed when the goods were not shipped by the promised time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from app.core.policy.amounts import exceeds, limit_currency, limit_values, round_cent
from app.core.policy.case import Case
from app.core.policy.ruling import Provisions, Rule, Ruling, names
from app.model import Value


def judge(case: Case, provisions: Provisions) -> Ruling:
    """Return whether compensation is owed, and how much. Source: P5, not verified at its origin."""
    ship_by = case.moment("ship_by")
    if ship_by is None:
        return judge_unpromised(case, provisions)
    shipped_at = case.past("shipped_at")
    currency = limit_currency(provisions)
    base = Ruling("eligible", "owed", figure="rate", currency=currency, used=("ship_by", "shipped_at"))
    if (shipped_at or case.instant) > ship_by:
        reason = "owed_shipped_late" if shipped_at else "owed"
        return judge_late(case, provisions, base=replace(base, reason=reason))
    return judge_in_time(ship_by, shipped_at=shipped_at, base=replace(base, values={"rate": provisions.number("rate")}))


def judge_unpromised(case: Case, provisions: Provisions) -> Ruling:
    """Return the ruling while nobody has said by when the goods were to be shipped."""
    return Ruling(
        "needs_facts",
        "ship_by_unknown",
        figure="rate",
        currency=limit_currency(provisions),
        missing=("ship_by",) if case.money("price_paid") else ("ship_by", "price_paid"),
        values=rate_values(provisions),
    )


def judge_in_time(ship_by: datetime, *, shipped_at: datetime | None, base: Ruling) -> Ruling:
    """Return the ruling while the promise is kept; shipping at the promised instant itself keeps it."""
    if shipped_at:
        return replace(base, outcome="not_eligible", reason="shipped_in_time")
    return replace(base, outcome="not_eligible", reason="not_due", deadline=ship_by)


def judge_late(case: Case, provisions: Provisions, *, base: Ruling) -> Ruling:
    """Return what is owed, who may grant it, or that the price is wanted first."""
    values = rate_values(provisions)
    price = case.money("price_paid")
    if price is None:
        return replace(base, outcome="needs_facts", reason="price_unknown", missing=("price_paid",), values=values)
    used = (*base.used, "price_paid", "currency")
    currency = case.currency or limit_currency(provisions)
    amount = reckon(price, provisions=provisions)
    reason = exceeds(amount, currency=currency, provisions=provisions) or ""
    if reason == "other_currency":
        return replace(base, outcome="supervisor", reason=reason, used=used, values=values)
    owed = replace(base, amount=amount, currency=currency, used=used, values=values)
    if not reason:
        return owed
    limited = values | limit_values(reason, provisions=provisions)
    return replace(owed, outcome="supervisor", reason=reason, figure="agent_limit", values=limited)


def reckon(price: Decimal, *, provisions: Provisions) -> Decimal:
    """Return the rate of the price, not above the cap and not below the floor, to the cent, half up."""
    share = min(provisions["most"].value, price * provisions["rate"].value / 100)
    least = provisions.figures.get("least")
    return round_cent(max(least.value, share) if least else share)


def rate_values(provisions: Provisions) -> dict[str, Value]:
    """Return the rate, its cap, the points, and the floor where the platform has one."""
    least = provisions.figures.get("least")
    floor: dict[str, Value] = {"floor": least.value} if least else {}
    points = provisions.number("points")
    return {"rate": provisions.number("rate"), "cap": provisions["most"].value, "points": points, **floor}


RULE = Rule(
    id="late_shipment",
    judge=judge,
    figures=names("rate most points agent_limit"),
    extras=names("floor"),
    reasons={
        "owed": names("amount rate cap points"),
        "owed_shipped_late": names("amount rate cap points"),
        "not_due": names("deadline rate"),
        "shipped_in_time": names("rate"),
        "ship_by_unknown": names("rate cap points"),
        "price_unknown": names("rate cap points"),
        "over_limit": names("amount limit rate cap points"),
        "other_currency": names("rate cap points"),
    },
)
