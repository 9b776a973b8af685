"""E4: a buyer can be asked once, within a window, to revise feedback."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.core.policy.case import Case
from app.core.policy.ruling import Provisions, Rule, Ruling, names
from app.core.policy.terms import after_moment


def judge(case: Case, provisions: Provisions) -> Ruling:
    """Return whether a revision may be asked for. Source: eBay help id=4208 (the window), E4 (the rest)."""
    asked_at = case.past("revision_asked_at")
    if asked_at is not None:
        return judge_asked(case, provisions, asked_at=asked_at)
    values = {name: provisions.number(name) for name in ("window", "answer_days", "reminder_days")}
    left_at = case.past("feedback_at")
    if left_at is None:
        missing = ("feedback_at",)
        return Ruling("needs_facts", "feedback_date_unknown", missing=missing, values=values)
    ends = after_moment(left_at, figure=provisions["window"], timezone=case.timezone).ends_at
    base = Ruling("eligible", "may_ask", deadline=ends, used=("feedback_at",), values=values)
    return base if case.instant < ends else replace(base, outcome="expired", reason="window_over")


def judge_asked(case: Case, provisions: Provisions, *, asked_at: datetime) -> Ruling:
    """Return the ruling once the buyer has been asked: waiting, reminded, or lapsed; never asked twice."""
    ends = after_moment(asked_at, figure=provisions["answer_days"], timezone=case.timezone).ends_at
    remind = after_moment(asked_at, figure=provisions["reminder_days"], timezone=case.timezone).ends_at
    days = {name: provisions.number(name) for name in ("answer_days", "reminder_days")}
    base = Ruling(
        "not_eligible",
        "asked" if case.instant < remind else "reminded",
        figure="answer_days",
        deadline=ends,
        used=("revision_asked_at",),
        values={**days, "remind_on": remind},
    )
    return base if case.instant < ends else replace(base, outcome="expired", reason="lapsed")


ASKED = "deadline answer_days reminder_days remind_on"
WINDOW = "window answer_days reminder_days"

RULE = Rule(
    id="ebay_feedback_revision",
    judge=judge,
    figures=names("window answer_days reminder_days"),
    reasons={
        "may_ask": names(f"deadline {WINDOW}"),
        "window_over": names(f"deadline {WINDOW}"),
        "feedback_date_unknown": names(WINDOW),
        "asked": names(ASKED),
        "reminded": names(ASKED),
        "lapsed": names(ASKED),
    },
)
