"""P1: seven days from the day after signing, counted from 00:00 of that day, goods intact."""

from __future__ import annotations

from app.core.policy.case import Case
from app.core.policy.categories import is_excluded
from app.core.policy.ruling import BY_DELIVERY, Provisions, Rule, Ruling, names, term_notes, term_values
from app.core.policy.terms import Term, after_midnight
from app.model import Outcome

TIMES = ("signed_at", "delivered_at", "refund_requested_at")


def judge(case: Case, provisions: Provisions) -> Ruling:
    """Return whether the goods may come back for no reason. Source: SAMR Order 31, Art. 6-10; P8 if worn."""
    category = case.text("category")
    if category and is_excluded(category, excluded=provisions.excluded):
        return Ruling("not_eligible", "excluded_category", used=("category",), values={"category": category})
    received = case.received_by
    if received is None:
        return judge_unsigned(case, provisions)
    term = after_midnight(received[1], figure=provisions["window"], timezone=case.timezone)
    outcome, reason = judge_received(case, term=term)
    return Ruling(
        outcome,
        reason,
        deadline=term.ends_at,
        used=(received[0], "refund_requested_at", "worn", "intact"),
        notes=term_notes(term, received=received[0]),
        values={"window": provisions.number("window"), **term_values(term)},
    )


def judge_unsigned(case: Case, provisions: Provisions) -> Ruling:
    """Return the ruling while no signing is known: on its way, or not known at all."""
    values = {"window": provisions.number("window")}
    if case.moment("shipped_at") and not case.past("closed_at"):
        return Ruling("eligible", "not_signed_yet", used=("shipped_at",), values=values)
    return Ruling("needs_facts", "signed_unknown", missing=("signed_at",), values=values)


def judge_received(case: Case, *, term: Term) -> tuple[Outcome, str]:
    """Return outcome and reason once the goods have arrived; a window that is over settles it first."""
    if case.asked_at >= term.ends_at:
        return "expired", "window_over"
    if case.facts.worn:
        return "supervisor", "worn"
    if case.facts.intact is False:
        return "not_eligible", "not_intact"
    return "eligible", "in_window"


RULE = Rule(
    id="no_reason_return",
    judge=judge,
    figures=names("window"),
    reasons={
        "in_window": names("window last_day deadline"),
        "not_signed_yet": names("window"),
        "excluded_category": names("category"),
        "not_intact": names("window last_day deadline"),
        "window_over": names("window last_day deadline"),
        "signed_unknown": names("window"),
        "worn": names("window last_day deadline"),
        BY_DELIVERY: names(),
        "calendar_end": names("calendar_end"),
    },
)
