"""E7 and eBay's item-not-received rule: when a buyer may report, and by when the shop must answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.core.policy.amounts import refund
from app.core.policy.case import Case
from app.core.policy.ruling import CALENDAR_END, Provisions, Rule, Ruling, names, term_notes, term_values
from app.core.policy.terms import after_day, after_moment

DUE = "latest_delivery_by"
ASKED = "refund_requested_at"


def judge(case: Case, provisions: Provisions) -> Ruling:
    """Return where a missing parcel stands. Source: eBay policy id=4210; transit times are the shop's."""
    for name in ("signed_at", "delivered_at"):
        if case.past(name):
            return Ruling("not_eligible", "delivered", figure="report_window", used=(name,))
    due, asked = case.moment(DUE), case.past(ASKED)
    if due is not None and case.instant <= due:
        return Ruling("not_eligible", "not_due", figure="report_window", deadline=due, used=(DUE,))
    if asked is not None and (due is None or asked > due):
        return judge_request(case, provisions, asked=asked, due=due)
    return judge_unpromised(case, provisions) if due is None else judge_due(case, provisions, due=due)


def judge_due(case: Case, provisions: Provisions, *, due: datetime) -> Ruling:
    """Return the ruling after the latest delivery date: open to a report, or too late for one."""
    term = after_moment(due, figure=provisions["report_window"], timezone=case.timezone)
    values = {"report_window": provisions.number("report_window")}
    late = Ruling("expired", "report_over", figure="report_window", deadline=term.ends_at, used=(DUE,), values=values)
    if case.instant >= term.ends_at:
        return late
    return refund(replace(late, outcome="eligible", reason="due"), case=case)


def judge_request(case: Case, provisions: Provisions, *, asked: datetime, due: datetime | None) -> Ruling:
    """Return the ruling while a request is open: the shop's turn, eBay's turn, or over."""
    report = after_moment(due, figure=provisions["report_window"], timezone=case.timezone) if due else None
    if due and report and asked >= report.ends_at:
        return judge_due(case, provisions, due=due)
    answer = after_day(asked, figure=provisions["seller_answer"], timezone=case.platform_clock).ends_at
    step_in = after_day(asked, figure=provisions["step_in"], timezone=case.platform_clock).ends_at
    values = {name: provisions.number(name) for name in ("seller_answer", "step_in")}
    base = Ruling("eligible", "request_open", "seller_answer", deadline=answer, used=(DUE, ASKED), values=values)
    if case.instant < answer:
        return refund(base, case=case)
    if case.instant < step_in:
        overdue = replace(base, outcome="supervisor", reason="answer_overdue", figure="step_in", deadline=step_in)
        return refund(overdue, case=case)
    return replace(base, outcome="expired", reason="step_in_over", figure="step_in", deadline=step_in)


def judge_unpromised(case: Case, provisions: Provisions) -> Ruling:
    """Return the ruling where no latest date is known: by the usual transit time, counted from shipping."""
    values = {name: provisions.number(name) for name in ("transit_least", "transit_most")}
    shipped_at = case.past("shipped_at")
    base = Ruling("needs_facts", "latest_delivery_unknown", figure="transit_most", missing=(DUE,), values=values)
    if shipped_at is None:
        return base
    term = after_day(shipped_at, figure=provisions["transit_most"], timezone=case.timezone)
    counted = replace(base, missing=(), used=("shipped_at",), notes=term_notes(term), values=values | term_values(term))
    if case.instant < term.ends_at:
        return replace(counted, outcome="not_eligible", reason="in_transit", deadline=term.ends_at)
    return refund(replace(counted, outcome="eligible", reason="transit_over"), case=case)


RULE = Rule(
    id="ebay_not_received",
    judge=judge,
    figures=names("report_window seller_answer step_in transit_least transit_most"),
    reasons={
        "delivered": names(),
        "not_due": names("deadline"),
        "in_transit": names("deadline last_day transit_least transit_most"),
        "due": names("deadline report_window"),
        "transit_over": names("last_day transit_least transit_most"),
        "request_open": names("deadline seller_answer step_in"),
        "answer_overdue": names("deadline seller_answer step_in"),
        "report_over": names("deadline report_window"),
        "step_in_over": names("deadline seller_answer step_in"),
        "latest_delivery_unknown": names("transit_least transit_most"),
        CALENDAR_END: names("calendar_end"),
    },
)
