"""P6: the money goes out within some hours of the return's arrival."""

from __future__ import annotations

from datetime import datetime

from app.core.policy.case import Case
from app.core.policy.ruling import Provisions, Rule, Ruling, names
from app.core.policy.terms import after_moment


def judge(case: Case, provisions: Provisions) -> Ruling:
    """Return when the refund is due. Source: the shop's standard; the law's limit, SAMR Order 31, Art. 13."""
    values = {"window": provisions.number("window")}
    received_at = case.past("return_received_at")
    if received_at is not None:
        return judge_received(case, provisions, received_at=received_at)
    if case.text("return_tracking_no"):
        return Ruling("eligible", "on_its_way", used=("return_tracking_no",), values=values)
    missing = ("return_tracking_no",)
    return Ruling("needs_facts", "no_return_tracking", missing=missing, values=values)


def judge_received(case: Case, provisions: Provisions, *, received_at: datetime) -> Ruling:
    """Return the ruling once the return has arrived: in time, past the standard, or past the law's limit."""
    used = ("return_received_at",)
    due = after_moment(received_at, figure=provisions["window"], timezone=case.timezone).ends_at
    legal = after_moment(received_at, figure=provisions["legal_limit"], timezone=case.timezone).ends_at
    values = {"window": provisions.number("window"), "legal_limit": provisions.number("legal_limit")}
    if case.instant < due:
        return Ruling("eligible", "within_window", deadline=due, used=used, values=values)
    if case.instant < legal:
        return Ruling("supervisor", "overdue", deadline=due, used=used, values=values)
    figure = "legal_limit"
    return Ruling("supervisor", "past_legal_limit", figure=figure, deadline=legal, used=used, values=values)


RULE = Rule(
    id="refund_timing",
    judge=judge,
    figures=names("window legal_limit"),
    reasons={
        "within_window": names("deadline window legal_limit"),
        "on_its_way": names("window"),
        "no_return_tracking": names("window"),
        "overdue": names("deadline window legal_limit"),
        "past_legal_limit": names("deadline window legal_limit"),
    },
)
