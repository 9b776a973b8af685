"""P4: who pays the postage, by established fault and by what the message says."""

from __future__ import annotations

import pytest
from policy_cases import ending, rule_on

from app.core.policy.blame import BUYER, COURIER, SHOP


@pytest.mark.parametrize("intent", sorted(SHOP))
def test_a_fault_of_the_shop_in_the_message_is_to_be_confirmed(intent: str) -> None:
    assert ending("return_postage", intents=(intent,)) == ("eligible", "shop_pays_if_confirmed")


@pytest.mark.parametrize("intent", sorted(COURIER))
def test_a_fault_of_the_courier_in_the_message_is_to_be_confirmed(intent: str) -> None:
    assert ending("return_postage", intents=(intent,)) == ("eligible", "courier_pays_if_confirmed")


@pytest.mark.parametrize("intent", sorted(BUYER))
def test_a_buyers_own_reason_in_the_message_is_the_buyers_postage(intent: str) -> None:
    case = {"intents": (intent,), "free_shipping": True}
    assert ending("return_postage", **case) == ("not_eligible", "buyer_pays_return")


@pytest.mark.parametrize(
    "intents", [("return_exchange", "quality_problem"), ("quality_problem", "return_exchange", "damaged_parcel")]
)
def test_a_fault_of_the_goods_outweighs_the_wish_to_return_them(intents: tuple[str, ...]) -> None:
    assert ending("return_postage", intents=intents)[1] == "shop_pays_if_confirmed"


def test_an_established_fault_outweighs_the_message() -> None:
    case = {"fault": "buyer", "free_shipping": False, "intents": ("quality_problem",)}
    assert ending("return_postage", **case) == ("not_eligible", "buyer_pays_both")


def test_unknown_outward_postage_is_named_as_missing() -> None:
    assert rule_on("return_postage", fault="buyer").facts_missing == ("free_shipping",)


@pytest.mark.parametrize("intent", ["greeting", "parcel_not_received", "refund_request", "invoice"])
def test_a_message_about_something_else_leaves_the_fault_open(intent: str) -> None:
    assert ending("return_postage", intents=(intent,)) == ("needs_facts", "fault_unknown")
