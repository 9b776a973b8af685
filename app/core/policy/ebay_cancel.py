"""E3: an eBay order can be cancelled while it has not been shipped."""

from __future__ import annotations

from app.core.policy.amounts import refund
from app.core.policy.case import Case
from app.core.policy.ruling import Provisions, Rule, Ruling, names

SHIPPED = ("shipped_at", "delivered_at", "signed_at")
ORDERED = ("paid_at", "ordered_at")


def judge(case: Case, _provisions: Provisions) -> Ruling:
    """Return whether the order can be cancelled, and what goes back. Source: E3.

    Whether an unpaid-item or other case is open, which also bars it, is not among the facts.
    """
    shipped = tuple(name for name in SHIPPED if case.past(name))
    if shipped:
        return Ruling("not_eligible", "shipped", used=shipped)
    ordered = tuple(name for name in ORDERED if case.past(name))
    if not ordered:
        return Ruling("needs_facts", "shipping_unknown", missing=("shipped_at",))
    if case.facts.fault == "shop":
        return refund(Ruling("eligible", "shop_cancels", used=(*ordered, "fault")), case=case)
    if "paid_at" in ordered:
        return refund(Ruling("eligible", "not_shipped", used=ordered), case=case)
    return Ruling("eligible", "not_paid", used=ordered)


RULE = Rule(
    id="ebay_cancel",
    judge=judge,
    reasons={reason: names() for reason in ("not_shipped", "not_paid", "shop_cancels", "shipped", "shipping_unknown")},
)
