"""P2: what the shop does about a quality fault, by when it was reported and whether the goods were worn."""

from __future__ import annotations

from datetime import datetime

from app.core.policy.case import Case
from app.core.policy.ruling import (
    BY_DELIVERY,
    CALENDAR_END,
    Provisions,
    Rule,
    Ruling,
    names,
    term_notes,
    term_values,
)
from app.core.policy.terms import after_day
from app.model import Value


def judge(case: Case, provisions: Provisions) -> Ruling:
    """Return how a quality claim is settled. Source: the shop's own practice (P2); worn goods by P8."""
    if case.facts.fault == "buyer":
        return Ruling("not_eligible", "buyer_fault", used=("fault",))
    if case.facts.worn:
        values = mend_values(provisions)
        return Ruling(
            "supervisor",
            "worn",
            figure="mend_high",
            currency=mend_currency(provisions),
            used=("worn",),
            values=values,
        )
    received = case.received_by
    if received is None:
        values = {name: provisions.number(name) for name in ("quick_window", "window")}
        return Ruling("needs_facts", "signed_unknown", missing=("signed_at",), values=values)
    return judge_received(case, provisions, received=received)


def judge_received(case: Case, provisions: Provisions, *, received: tuple[str, datetime]) -> Ruling:
    """Return the ruling by the time between the goods' arrival and the report."""
    name, start = received
    quick = after_day(start, figure=provisions["quick_window"], timezone=case.timezone)
    full = after_day(start, figure=provisions["window"], timezone=case.timezone)
    is_quick = case.asked_at < quick.ends_at
    in_time = is_quick or case.asked_at < full.ends_at
    term, figure = (quick, "quick_window") if is_quick else (full, "window")
    return Ruling(
        "eligible" if in_time else "expired",
        "quick" if is_quick else "with_photos" if in_time else "late",
        figure=figure,
        currency=mend_currency(provisions),
        deadline=term.ends_at,
        used=(name, "refund_requested_at", "worn", "fault"),
        notes=term_notes(term, received=name),
        values={figure: provisions.number(figure), **term_values(term), **mend_values(provisions)},
    )


def mend_values(provisions: Provisions) -> dict[str, Value]:
    """Return the usual partial refund for a mend, from and to."""
    return {"mend_from": provisions["mend_low"].value, "mend_to": provisions["mend_high"].value}


def mend_currency(provisions: Provisions) -> str:
    """Return the currency of the usual partial refund, which is its figure's unit."""
    return provisions["mend_low"].unit.upper()


MEND = "mend_from mend_to"

RULE = Rule(
    id="quality_claim",
    judge=judge,
    figures=names("quick_window window mend_low mend_high"),
    reasons={
        "quick": names(f"quick_window last_day deadline {MEND}"),
        "with_photos": names(f"window last_day deadline {MEND}"),
        "late": names(f"window last_day deadline {MEND}"),
        "worn": names(MEND),
        "buyer_fault": names(),
        "signed_unknown": names("quick_window window"),
        BY_DELIVERY: names(),
        CALENDAR_END: names("calendar_end"),
    },
)
