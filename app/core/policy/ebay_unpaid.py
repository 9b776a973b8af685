"""E6: an eBay order that nobody has paid can be cancelled after some days, for some days."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.core.policy.case import Case
from app.core.policy.ruling import Provisions, Rule, Ruling, names
from app.core.policy.terms import after_moment


def judge(case: Case, provisions: Provisions) -> Ruling:
    """Return whether an unpaid order may be cancelled now. Source: eBay help id=4137 and id=4271."""
    if case.past("paid_at"):
        return Ruling("not_eligible", "paid", used=("paid_at",))
    if case.past("shipped_at"):
        missing = ("paid_at",)
        return Ruling("needs_facts", "payment_unknown", used=("shipped_at",), missing=missing)
    ordered_at = case.past("ordered_at")
    if ordered_at is not None:
        return judge_ordered(case, provisions, ordered_at=ordered_at)
    values = {"wait": provisions.number("wait")}
    missing = ("ordered_at",)
    return Ruling("needs_facts", "order_date_unknown", figure="wait", missing=missing, values=values)


def judge_ordered(case: Case, provisions: Provisions, *, ordered_at: datetime) -> Ruling:
    """Return the ruling by the time since the order: too early, open, or over."""
    opens = after_moment(ordered_at, figure=provisions["wait"], timezone=case.timezone).ends_at
    ends = after_moment(ordered_at, figure=provisions["window"], timezone=case.timezone).ends_at
    values = {name: provisions.number(name) for name in ("wait", "window")}
    base = Ruling("eligible", "may_cancel", deadline=ends, used=("ordered_at",), values=values)
    if case.instant < opens:
        return replace(base, outcome="not_eligible", reason="too_early", figure="wait", deadline=opens)
    return base if case.instant < ends else replace(base, outcome="expired", reason="window_over")


RULE = Rule(
    id="ebay_unpaid",
    judge=judge,
    figures=names("wait window"),
    reasons={
        "may_cancel": names("deadline wait window"),
        "too_early": names("deadline wait window"),
        "window_over": names("deadline wait window"),
        "paid": names(),
        "payment_unknown": names(),
        "order_date_unknown": names("wait"),
    },
)
