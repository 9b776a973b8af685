"""P1, P2, P3 and P6: the second before and the second after each window closes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from policy_cases import LONDON, at, ending, read_policy, rule_on

SIGNED = "2026-11-10T21:30:00"
OPEN, SHUT = "2026-11-17T23:59:59", "2026-11-18T00:00:00"
CLOSED_BEFORE_HOLIDAYS = "2026-09-28T10:00:00"
PRICES = {"price_paid": "199.00", "current_price": "159.00"}


@pytest.mark.parametrize(
    ("now", "outcome"),
    [(OPEN, "eligible"), (SHUT, "expired"), ("2026-11-18T00:00:01", "expired"), (SIGNED, "eligible")],
)
def test_a_return_is_open_for_168_hours_from_the_midnight_after_signing(now: str, outcome: str) -> None:
    decision = rule_on("no_reason_return", now=now, signed_at=SIGNED)
    assert decision.outcome == outcome
    assert decision.deadline == at(SHUT)
    assert decision.values["last_day"] == date(2026, 11, 17)


@pytest.mark.parametrize("signed", ["2026-11-10T00:00:00", "2026-11-10T23:59:59", "2026-11-10T15:59:59+00:00"])
def test_the_hour_of_signing_does_not_move_the_deadline(signed: str) -> None:
    assert rule_on("no_reason_return", signed_at=signed).deadline == at(SHUT)


def test_a_signing_stated_in_another_zone_falls_on_the_shops_own_day() -> None:
    decision = rule_on("no_reason_return", signed_at="2026-11-10T16:00:00+00:00")
    assert decision.deadline == at("2026-11-19T00:00:00")


def test_168_hours_stay_168_hours_when_the_clocks_go_back() -> None:
    decision = rule_on("no_reason_return", zone=LONDON, now="2026-10-22T12:00:00", signed_at="2026-10-21T12:00:00")
    assert decision.deadline == at("2026-10-28T23:00:00+00:00")


def test_delivery_stands_in_for_signing_and_says_so() -> None:
    decision = rule_on("no_reason_return", now=OPEN, delivered_at=SIGNED)
    assert decision.outcome == "eligible"
    assert decision.facts_used == ("delivered_at",)
    assert "送达时间" in decision.because.zh
    assert "from delivery" in decision.because.en


def test_a_request_made_in_time_counts_however_late_the_desk_answers() -> None:
    late = {"now": "2026-11-25T09:00:00", "signed_at": SIGNED}
    assert ending("no_reason_return", **late, refund_requested_at=OPEN) == ("eligible", "in_window")
    assert ending("no_reason_return", **late, refund_requested_at=SHUT) == ("expired", "window_over")


def test_worn_goods_go_to_a_supervisor_even_when_not_intact() -> None:
    case = {"now": OPEN, "signed_at": SIGNED, "intact": False}
    assert ending("no_reason_return", **case, worn=True) == ("supervisor", "worn")
    assert ending("no_reason_return", **case, worn=False) == ("not_eligible", "not_intact")


def test_a_closed_trade_was_received_some_time_unknown() -> None:
    case = {"shipped_at": "2026-11-01T10:00:00", "closed_at": SIGNED}
    assert ending("no_reason_return", **case) == ("needs_facts", "signed_unknown")


@pytest.mark.parametrize(
    ("now", "outcome", "used"),
    [
        ("2026-09-28T10:00:00", "eligible", 0),
        ("2026-09-29T00:00:00", "eligible", 1),
        ("2026-10-07T12:00:00", "eligible", 2),
        ("2026-10-10T12:00:00", "eligible", 5),
        ("2026-10-23T23:59:59", "eligible", 15),
        ("2026-10-24T00:00:00", "expired", None),
    ],
)
def test_price_protection_skips_holidays_and_counts_make_up_workdays(now: str, outcome: str, used: int) -> None:
    decision = rule_on("price_protection", now=now, closed_at=CLOSED_BEFORE_HOLIDAYS, **PRICES)
    assert decision.outcome == outcome
    assert decision.values.get("days_used") == used
    assert decision.deadline == at("2026-10-24T00:00:00")


def test_price_protection_says_what_is_used_and_what_is_owed() -> None:
    decision = rule_on("price_protection", closed_at="2026-11-05T09:00:00", **PRICES)
    assert (decision.amount, decision.currency) == (Decimal("40.00"), "CNY")
    assert decision.because.zh == ("交易完成后 15 个工作日内保价，已用 11 天，最后一天是11月26日，差价 ¥40.00 应退。")
    assert decision.because.en == (
        "11 of 15 working days since the trade closed are used, the last is 26 Nov; CNY 40.00 is to be refunded."
    )


def test_past_the_last_known_holidays_the_count_goes_on_and_says_so() -> None:
    case: dict[str, Any] = {"now": "2026-12-28T10:00:00", "closed_at": "2026-12-25T10:00:00", **PRICES}
    decision = rule_on("price_protection", **case)
    assert decision.values["calendar_end"] == date(2026, 12, 31)
    assert decision.values["last_day"] == date(2027, 1, 15)
    assert "12月31日" in decision.because.zh


def test_within_the_known_holidays_nothing_is_said_of_the_calendar() -> None:
    decision = rule_on("price_protection", closed_at="2026-11-05T09:00:00", **PRICES)
    assert "calendar_end" not in decision.values


@pytest.mark.parametrize(
    ("now", "reason"),
    [("2026-11-23T23:59:59", "not_closed_yet"), ("2026-11-24T00:00:00", "closed_unknown")],
)
def test_an_open_trade_is_protected_while_it_surely_cannot_be_over(now: str, reason: str) -> None:
    case = {"signed_at": "2026-11-02T10:00:00", "shipped_at": "2026-10-28T10:00:00"}
    decision = rule_on("price_protection", now=now, **case, **PRICES)
    assert decision.reason == reason
    assert decision.amount == (Decimal("40.00") if reason == "not_closed_yet" else None)


def test_unknown_prices_are_named() -> None:
    decision = rule_on("price_protection", closed_at="2026-11-05T09:00:00", price_paid="199")
    assert (decision.outcome, decision.facts_missing) == ("eligible", ("current_price",))
    assert rule_on("price_protection").facts_missing == ("closed_at", "price_paid", "current_price")


@pytest.mark.parametrize(
    "prices", [("-5", "3"), ("0", "3"), ("NaN", "3"), ("Infinity", "3"), ("1e99", "3"), ("9", "0")]
)
def test_a_price_nobody_could_pay_counts_as_unknown(prices: tuple[str, str]) -> None:
    case = {"price_paid": Decimal(prices[0]), "current_price": Decimal(prices[1])}
    decision = rule_on("price_protection", closed_at="2026-11-05T09:00:00", **case)
    assert decision.reason == "in_window_prices_unknown"


@pytest.mark.parametrize(
    ("current", "reason"),
    [
        ("0.01", "over_limit"),
        ("0.99", "over_limit"),
        ("1.00", "in_window"),
        ("200.99", "in_window"),
        ("201", "not_cheaper"),
    ],
)
def test_the_agents_limit_itself_is_still_the_agents(current: str, reason: str) -> None:
    case = {"closed_at": "2026-11-05T09:00:00", "price_paid": "201.00", "current_price": current}
    assert ending("price_protection", **case)[1] == reason


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        ("2026-11-13T23:59:59", "quick"),
        ("2026-11-14T00:00:00", "with_photos"),
        ("2026-11-19T23:59:59", "with_photos"),
        ("2026-11-20T00:00:00", "late"),
    ],
)
def test_a_quality_claim_is_quick_for_3_days_and_open_for_7_working_days(now: str, reason: str) -> None:
    assert ending("quality_claim", now=now, signed_at=SIGNED)[1] == reason


def test_a_quality_claim_reported_in_time_stays_in_time() -> None:
    case = {"now": "2026-12-01T10:00:00", "signed_at": SIGNED}
    assert ending("quality_claim", **case, refund_requested_at="2026-11-13T23:59:59")[1] == "quick"


def test_a_late_quality_claim_names_the_usual_partial_refund() -> None:
    decision = rule_on("quality_claim", now="2026-12-01T10:00:00", signed_at=SIGNED)
    assert (decision.values["mend_from"], decision.values["mend_to"]) == (Decimal(10), Decimal(15))
    assert "¥10.00 到 ¥15.00" in decision.because.zh


def test_the_buyers_own_fault_outweighs_everything_else_about_quality() -> None:
    case = {"fault": "buyer", "worn": True, "signed_at": SIGNED}
    assert ending("quality_claim", **case) == ("not_eligible", "buyer_fault")


@pytest.mark.parametrize(
    ("now", "reason", "deadline"),
    [
        ("2026-11-13T09:29:59", "within_window", "2026-11-13T09:30:00"),
        ("2026-11-13T09:30:00", "overdue", "2026-11-13T09:30:00"),
        ("2026-11-17T09:29:59", "overdue", "2026-11-13T09:30:00"),
        ("2026-11-17T09:30:00", "past_legal_limit", "2026-11-17T09:30:00"),
    ],
)
def test_a_refund_is_due_72_hours_after_the_return_arrived(now: str, reason: str, deadline: str) -> None:
    decision = rule_on("refund_timing", now=now, return_received_at="2026-11-10T09:30:00")
    assert (decision.reason, decision.deadline) == (reason, at(deadline))


def test_a_blank_return_number_is_no_number() -> None:
    assert ending("refund_timing", return_tracking_no="  ")[0] == "needs_facts"


def test_a_shop_may_count_calendar_days_instead() -> None:
    policy = read_policy("price_protection")
    rows = tuple(row.model_copy(update={"unit": "day"}) if row.name == "window" else row for row in policy.figures)
    own = policy.model_copy(update={"figures": rows})
    decision = rule_on("price_protection", policy=own, closed_at="2026-11-10T09:00:00", **PRICES)
    assert decision.deadline == at("2026-11-26T00:00:00")
    assert decision.values["days_used"] == 11


@pytest.mark.parametrize(
    ("now", "reason"),
    [("2026-10-25T00:29:59+00:00", "within_window"), ("2026-10-25T01:15:00+00:00", "overdue")],
)
def test_the_hour_that_comes_twice_is_not_taken_for_the_earlier_one(now: str, reason: str) -> None:
    received = "2026-10-22T01:30:00"
    assert ending("refund_timing", zone=LONDON, now=now, return_received_at=received)[1] == reason
