"""E2: an eBay return, the buyer's change of mind or "not as described", and what it does to the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.core.policy.blame import presumed_fault
from app.core.policy.case import Case
from app.core.policy.ruling import BY_DELIVERY, Provisions, Rule, Ruling, names, term_notes, term_values
from app.core.policy.terms import after_day, after_moment
from app.model import Value

RETURNED = ("return_tracking_no", "return_received_at")


def judge(case: Case, provisions: Provisions) -> Ruling:
    """Return on what terms the goods may come back. Source: E2; the windows are the shop's own."""
    base = judge_window(case, provisions)
    answer_by = find_answer_by(case, provisions)
    if base.reason == "window_over":
        return base
    if answer_by and case.instant >= answer_by:
        values = {"seller_answer": provisions.number("seller_answer")}
        reason = "answer_overdue"
        used = ("refund_requested_at",)
        return Ruling("supervisor", reason, "seller_answer", deadline=answer_by, used=used, values=values)
    open_request: dict[str, Value] = {"answer_by": answer_by} if answer_by else {}
    return judge_kind(case, provisions, base=replace(base, values={**base.values, **open_request}))


def judge_window(case: Case, provisions: Provisions) -> Ruling:
    """Return a ruling for the time alone: open, over, or open because nothing has arrived yet."""
    values: dict[str, Value] = {"window": provisions.number("window")}
    received = case.received_by
    if received is None:
        return Ruling("eligible", "remorse", values=values)
    term = after_moment(received[1], figure=provisions["window"], timezone=case.timezone)
    over = case.asked_at >= term.ends_at
    return Ruling(
        "expired" if over else "eligible",
        "window_over" if over else "remorse",
        deadline=term.ends_at,
        used=(received[0], "refund_requested_at"),
        notes=term_notes(term, received=received[0]),
        values=values | term_values(term),
    )


def find_answer_by(case: Case, provisions: Provisions) -> datetime | None:
    """Return by when the shop must answer a request; None without one, or once the goods come back."""
    asked = case.past("refund_requested_at")
    if asked is None or any(getattr(case.facts, name) for name in RETURNED):
        return None
    return after_day(asked, figure=provisions["seller_answer"], timezone=case.platform_clock).ends_at


def judge_kind(case: Case, provisions: Provisions, *, base: Ruling) -> Ruling:
    """Return the ruling by the kind of reason: fault of shop or courier counts against the seller."""
    stated = case.facts.fault if case.facts.fault != "unclear" else None
    fault = stated or presumed_fault(case.intents)
    kinds = {name: provisions.number(name) for name in ("remorse_reasons", "snad_reasons")}
    described = replace(base, used=(*base.used, "fault", "worn"), values={**base.values, **kinds})
    if fault is None:
        missing = ("fault",)
        return replace(described, outcome="needs_facts", reason="fault_unknown", missing=missing)
    if fault != "buyer":
        return replace(described, reason="snad")
    return replace(described, outcome="supervisor", reason="worn") if case.facts.worn else described


KINDS = "window remorse_reasons snad_reasons"

RULE = Rule(
    id="ebay_return",
    judge=judge,
    figures=names("window seller_answer remorse_reasons snad_reasons"),
    extras=names("last_day answer_by"),
    reasons={
        "remorse": names(KINDS),
        "snad": names(KINDS),
        "worn": names(KINDS),
        "fault_unknown": names(KINDS),
        "window_over": names("window last_day deadline"),
        "answer_overdue": names("deadline seller_answer"),
        BY_DELIVERY: names(),
    },
)
