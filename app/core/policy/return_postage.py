"""P4: who is at fault pays the postage."""

from __future__ import annotations

from app.core.policy.blame import presumed_fault
from app.core.policy.case import Case
from app.core.policy.ruling import Provisions, Rule, Ruling, names

BUYER_PAYS = {True: "buyer_pays_return", False: "buyer_pays_both", None: "buyer_pays_outward_open"}


def judge(case: Case, _provisions: Provisions) -> Ruling:
    """Return who pays: eligible means that the shop pays the way back, or advances it for the courier.

    Source: the Taobao dispute rules, Art. 49 and 53, and P4.
    """
    stated = case.facts.fault
    fault = stated or presumed_fault(case.intents)
    suffix = "" if stated else "_if_confirmed"
    match fault:
        case "shop":
            return Ruling("eligible", f"shop_pays{suffix or '_both'}", used=("fault",))
        case "courier":
            return Ruling("eligible", f"courier_pays{suffix}", used=("fault",))
        case "buyer":
            return judge_buyer(case)
        case "unclear":
            return Ruling("not_eligible", "outward_shop_return_buyer", used=("fault",))
    return Ruling("needs_facts", "fault_unknown", missing=("fault",))


def judge_buyer(case: Case) -> Ruling:
    """Return the ruling for a buyer's own reason: only the way back where the shop had shipped free."""
    free = case.facts.free_shipping
    missing = ("free_shipping",) if free is None else ()
    return Ruling("not_eligible", BUYER_PAYS[free], used=("fault", "free_shipping"), missing=missing)


RULE = Rule(
    id="return_postage",
    judge=judge,
    reasons={
        reason: names()
        for reason in (
            "shop_pays_both",
            "shop_pays_if_confirmed",
            "courier_pays",
            "courier_pays_if_confirmed",
            *BUYER_PAYS.values(),
            "outward_shop_return_buyer",
            "fault_unknown",
        )
    },
)
