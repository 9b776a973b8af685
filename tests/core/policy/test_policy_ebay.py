"""The eBay rules: the second before and after each deadline, across summer time too."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from policy_cases import LONDON, at, ending, rule_on

LATEST = "2026-10-10T12:00:00"
MONDAY = "2026-11-16T09:00:00"
FRIDAY = "2026-11-13T09:00:00"


def in_london(rule: str, **sides: Any) -> tuple[str, str]:
    return ending(rule, zone=LONDON, **sides)


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        ("2026-10-10T12:00:00", "not_due"),
        ("2026-10-10T12:00:01", "due"),
        ("2026-11-09T11:59:59", "due"),
        ("2026-11-09T12:00:00", "report_over"),
    ],
)
def test_a_missing_parcel_can_be_reported_for_30_days_after_the_latest_date(now: str, reason: str) -> None:
    assert in_london("ebay_not_received", now=now, latest_delivery_by=LATEST)[1] == reason


def test_thirty_days_end_at_the_same_time_of_day_after_the_clocks_go_back() -> None:
    decision = rule_on("ebay_not_received", zone=LONDON, now="2026-10-20T09:00:00", latest_delivery_by=LATEST)
    assert decision.deadline == at("2026-11-09T12:00:00+00:00")


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        ("2026-11-18T23:59:59", "request_open"),
        ("2026-11-19T00:00:00", "answer_overdue"),
        ("2026-12-14T23:59:59", "answer_overdue"),
        ("2026-12-15T00:00:00", "step_in_over"),
    ],
)
def test_a_request_is_answered_in_3_business_days_and_stepped_into_within_21(now: str, reason: str) -> None:
    case = {"latest_delivery_by": "2026-11-10T12:00:00", "refund_requested_at": FRIDAY}
    assert in_london("ebay_not_received", now=now, **case)[1] == reason


def test_a_request_from_before_the_latest_date_opens_nothing() -> None:
    case = {"latest_delivery_by": FRIDAY, "refund_requested_at": "2026-11-12T09:00:00"}
    assert in_london("ebay_not_received", **case)[1] == "due"


def test_a_request_made_after_the_30_days_is_too_late() -> None:
    case = {"latest_delivery_by": LATEST, "refund_requested_at": "2026-11-09T12:00:00"}
    assert in_london("ebay_not_received", **case) == ("expired", "report_over")


def test_a_delivery_on_record_outweighs_the_dates() -> None:
    case = {"latest_delivery_by": LATEST, "delivered_at": "2026-10-09T10:00:00"}
    assert in_london("ebay_not_received", **case) == ("not_eligible", "delivered")


@pytest.mark.parametrize(
    ("now", "reason"), [("2026-11-16T23:59:59", "in_transit"), ("2026-11-17T00:00:00", "transit_over")]
)
def test_without_a_latest_date_35_working_days_from_shipping_are_counted(now: str, reason: str) -> None:
    decision = rule_on("ebay_not_received", now=now, shipped_at="2026-09-21T10:00:00")
    assert decision.reason == reason
    assert decision.values["last_day"] == date(2026, 11, 16)


def test_the_usual_transit_is_named_from_the_least_to_the_most() -> None:
    values = rule_on("ebay_not_received", shipped_at=MONDAY).values
    assert (values["transit_least"], values["transit_most"]) == (15, 35)


def test_the_full_refund_is_the_price_paid_in_the_orders_currency() -> None:
    case = {"latest_delivery_by": FRIDAY, "price_paid": "24.5"}
    assert rule_on("ebay_not_received", **case, currency="gbp").amount == Decimal("24.50")
    assert rule_on("ebay_not_received", **case, currency="gbp").currency == "GBP"
    assert rule_on("ebay_not_received", **case).amount is None


@pytest.mark.parametrize(
    ("now", "reason"), [("2026-04-10T08:59:59", "remorse"), ("2026-04-10T09:00:00", "window_over")]
)
def test_an_ebay_return_is_open_for_30_days_across_the_spring_change(now: str, reason: str) -> None:
    case = {"signed_at": "2026-03-11T09:00:00", "fault": "buyer"}
    assert in_london("ebay_return", now=now, **case)[1] == reason


@pytest.mark.parametrize(
    ("now", "reason"), [("2026-11-19T23:59:59", "snad"), ("2026-11-20T00:00:00", "answer_overdue")]
)
def test_an_ebay_return_request_is_answered_in_3_business_days(now: str, reason: str) -> None:
    assert in_london("ebay_return", now=now, refund_requested_at=MONDAY, fault="shop")[1] == reason


def test_a_parcel_on_its_way_back_shows_that_the_request_was_answered() -> None:
    case = {"refund_requested_at": "2026-11-02T09:00:00", "fault": "shop"}
    assert in_london("ebay_return", **case, return_tracking_no="RM123")[1] == "snad"
    assert in_london("ebay_return", **case, return_received_at="2026-11-20T09:00:00")[1] == "snad"


@pytest.mark.parametrize(
    ("sides", "reason"),
    [
        ({"fault": "shop"}, "snad"),
        ({"fault": "courier"}, "snad"),
        ({"fault": "buyer"}, "remorse"),
        ({"fault": "unclear"}, "fault_unknown"),
        ({"fault": "unclear", "intents": ("wrong_item",)}, "snad"),
        ({"intents": ("return_exchange", "quality_problem")}, "snad"),
        ({"intents": ("damaged_parcel",)}, "snad"),
        ({"intents": ("sizing",)}, "remorse"),
        ({"intents": ("color_difference",)}, "remorse"),
        ({"fault": "shop", "worn": True}, "snad"),
        ({"intents": ("greeting",)}, "fault_unknown"),
    ],
)
def test_the_kind_of_return_follows_fault_then_message(sides: dict[str, Any], reason: str) -> None:
    assert in_london("ebay_return", **sides)[1] == reason


def test_a_return_names_how_many_reasons_are_whose() -> None:
    values = rule_on("ebay_return", fault="shop").values
    assert (values["remorse_reasons"], values["snad_reasons"]) == (3, 5)


def test_an_open_return_request_says_by_when_to_answer() -> None:
    decision = rule_on("ebay_return", now="2026-11-17T10:00:00", refund_requested_at=MONDAY, fault="buyer")
    assert decision.values["answer_by"] == at("2026-11-20T00:00:00")


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"paid_at": MONDAY, "ordered_at": MONDAY}, "not_shipped"),
        ({"paid_at": MONDAY, "shipped_at": "2026-12-01T09:00:00"}, "not_shipped"),
        ({"shipped_at": MONDAY, "paid_at": "2026-11-17T09:00:00"}, "shipped"),
        ({"delivered_at": MONDAY}, "shipped"),
        ({"fault": "shop"}, "shipping_unknown"),
    ],
)
def test_an_ebay_order_is_cancelled_only_before_shipping(facts: dict[str, Any], reason: str) -> None:
    assert in_london("ebay_cancel", **facts)[1] == reason


def test_a_cancelled_paid_order_is_refunded_in_full() -> None:
    decision = rule_on("ebay_cancel", paid_at=MONDAY, price_paid="19.99", currency="USD")
    assert (decision.amount, decision.currency) == (Decimal("19.99"), "USD")


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        ("2026-10-27T08:59:59", "too_early"),
        ("2026-10-27T09:00:00", "may_cancel"),
        ("2026-11-22T08:59:59", "may_cancel"),
        ("2026-11-22T09:00:00", "window_over"),
    ],
)
def test_an_unpaid_order_may_be_cancelled_from_4_until_30_days_after_it(now: str, reason: str) -> None:
    assert in_london("ebay_unpaid", now=now, ordered_at="2026-10-23T09:00:00")[1] == reason


def test_four_days_across_the_clock_change_are_four_days_on_the_calendar() -> None:
    decision = rule_on("ebay_unpaid", zone=LONDON, now="2026-10-24T09:00:00", ordered_at="2026-10-23T09:00:00")
    assert decision.deadline == at("2026-10-27T09:00:00+00:00")


@pytest.mark.parametrize(
    ("now", "reason"), [("2026-11-15T09:59:59", "may_ask"), ("2026-11-15T10:00:00", "window_over")]
)
def test_feedback_revision_may_be_asked_for_within_30_days(now: str, reason: str) -> None:
    assert in_london("ebay_feedback_revision", now=now, feedback_at="2026-10-16T10:00:00")[1] == reason


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        ("2026-11-09T09:59:59", "asked"),
        ("2026-11-09T10:00:00", "reminded"),
        ("2026-11-12T09:59:59", "reminded"),
        ("2026-11-12T10:00:00", "lapsed"),
    ],
)
def test_a_revision_request_is_reminded_of_after_7_days_and_lapses_after_10(now: str, reason: str) -> None:
    case = {"revision_asked_at": "2026-11-02T10:00:00", "feedback_at": "2026-11-01T10:00:00"}
    assert in_london("ebay_feedback_revision", now=now, **case)[1] == reason
