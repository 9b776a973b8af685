"""P5: when compensation is owed, its rate, floor, cap and rounding."""

from __future__ import annotations

from decimal import Decimal

import pytest
from policy_cases import ending, rule_on

from app.model import Platform

DUE = "2026-11-20T18:00:00"


@pytest.mark.parametrize(
    ("now", "reason"),
    [("2026-11-20T17:59:59", "not_due"), (DUE, "not_due"), ("2026-11-20T18:00:01", "owed")],
)
def test_the_promised_instant_itself_still_keeps_the_promise(now: str, reason: str) -> None:
    assert ending("late_shipment", now=now, ship_by=DUE, price_paid="100")[1] == reason


@pytest.mark.parametrize(
    ("shipped", "reason"),
    [
        ("2026-11-20T17:59:59", "shipped_in_time"),
        (DUE, "shipped_in_time"),
        ("2026-11-20T18:00:01", "owed_shipped_late"),
    ],
)
def test_shipping_at_the_promised_instant_is_in_time(shipped: str, reason: str) -> None:
    assert ending("late_shipment", ship_by=DUE, shipped_at=shipped, price_paid="100")[1] == reason


@pytest.mark.parametrize(
    ("price", "amount"),
    [
        ("0.01", "1.00"),
        ("19.99", "1.00"),
        ("20.00", "1.00"),
        ("20.01", "1.00"),
        ("20.10", "1.01"),
        ("20.30", "1.02"),
        ("100.00", "5.00"),
        ("599.80", "29.99"),
        ("599.99", "30.00"),
        ("600.00", "30.00"),
        ("600.01", "30.00"),
        ("99999.00", "30.00"),
    ],
)
def test_taobao_owes_5_percent_at_least_1_and_at_most_30_yuan(price: str, amount: str) -> None:
    decision = rule_on("late_shipment", platform="taobao", ship_by=DUE, price_paid=price)
    assert (decision.outcome, decision.amount, decision.currency) == ("eligible", Decimal(amount), "CNY")
    assert decision.values["floor"] == 1


@pytest.mark.parametrize(
    ("price", "amount", "outcome"),
    [
        ("0.01", "0.00", "eligible"),
        ("0.05", "0.02", "eligible"),
        ("100.00", "30.00", "eligible"),
        ("666.66", "200.00", "eligible"),
        ("666.70", "200.01", "supervisor"),
        ("1666.66", "500.00", "supervisor"),
        ("1666.67", "500.00", "supervisor"),
        ("9999.00", "500.00", "supervisor"),
    ],
)
def test_tmall_owes_30_percent_at_most_500_yuan(price: str, amount: str, outcome: str) -> None:
    decision = rule_on("late_shipment", platform="tmall", ship_by=DUE, price_paid=price)
    assert (decision.outcome, decision.amount) == (outcome, Decimal(amount))
    assert "floor" not in decision.values


@pytest.mark.parametrize("platform", ["taobao", "tmall"])
def test_the_points_at_stake_are_named_with_what_is_owed(platform: Platform) -> None:
    assert rule_on("late_shipment", platform=platform, ship_by=DUE, price_paid="100").values["points"] == 3


def test_cents_are_rounded_half_up() -> None:
    assert rule_on("late_shipment", ship_by=DUE, price_paid="20.10").amount == Decimal("1.01")
    assert rule_on("late_shipment", ship_by=DUE, price_paid="20.90").amount == Decimal("1.05")


def test_a_shipping_time_in_the_future_is_no_shipping_yet() -> None:
    case = {"ship_by": DUE, "shipped_at": "2026-12-01T10:00:00", "price_paid": "100"}
    assert ending("late_shipment", **case)[1] == "owed"


def test_an_order_shipped_before_it_was_paid_is_judged_by_its_shipping() -> None:
    case = {"ship_by": DUE, "shipped_at": "2026-11-18T10:00:00", "paid_at": "2026-11-19T10:00:00"}
    assert ending("late_shipment", **case)[1] == "shipped_in_time"


@pytest.mark.parametrize("price", [Decimal("-1"), Decimal(0), Decimal("NaN"), None])
def test_a_price_nobody_could_pay_is_asked_for(price: Decimal | None) -> None:
    decision = rule_on("late_shipment", ship_by=DUE, price_paid=price)
    assert (decision.outcome, decision.facts_missing) == ("needs_facts", ("price_paid",))


def test_both_facts_are_asked_for_when_neither_is_known() -> None:
    assert rule_on("late_shipment").facts_missing == ("ship_by", "price_paid")
    assert rule_on("late_shipment", price_paid="10").facts_missing == ("ship_by",)


def test_currency_codes_are_read_in_any_case() -> None:
    assert ending("late_shipment", ship_by=DUE, price_paid="100", currency=" cny ")[1] == "owed"
