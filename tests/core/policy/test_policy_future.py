"""What is dated after now has not happened; what is dated now has."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from policy_cases import NOW, ending, rule_on

LATER = "2026-11-21T12:00:01"
WEEKS_AGO = "2026-10-30T09:00:00"


@pytest.mark.parametrize(
    ("rule", "event", "facts", "before", "after"),
    [
        ("ebay_cancel", "shipped_at", {"paid_at": WEEKS_AGO}, "not_shipped", "shipped"),
        ("ebay_cancel", "paid_at", {"ordered_at": WEEKS_AGO}, "not_paid", "not_shipped"),
        ("ebay_cancel", "ordered_at", {}, "shipping_unknown", "not_paid"),
        ("ebay_unpaid", "paid_at", {"ordered_at": WEEKS_AGO}, "may_cancel", "paid"),
        ("ebay_unpaid", "shipped_at", {"ordered_at": WEEKS_AGO}, "may_cancel", "payment_unknown"),
        ("ebay_not_received", "signed_at", {"latest_delivery_by": WEEKS_AGO}, "due", "delivered"),
        ("ebay_not_received", "refund_requested_at", {"latest_delivery_by": WEEKS_AGO}, "due", "request_open"),
        ("ebay_feedback_revision", "revision_asked_at", {"feedback_at": WEEKS_AGO}, "may_ask", "asked"),
        ("ebay_not_received", "shipped_at", {}, "latest_delivery_unknown", "in_transit"),
        ("ebay_unpaid", "ordered_at", {}, "order_date_unknown", "too_early"),
        ("ebay_feedback_revision", "feedback_at", {}, "feedback_date_unknown", "may_ask"),
        ("no_reason_return", "signed_at", {"shipped_at": WEEKS_AGO}, "not_signed_yet", "in_window"),
        ("no_reason_return", "closed_at", {"shipped_at": WEEKS_AGO}, "not_signed_yet", "signed_unknown"),
        ("quality_claim", "delivered_at", {}, "signed_unknown", "quick"),
        ("price_protection", "closed_at", {}, "not_closed_yet", "in_window_prices_unknown"),
        ("refund_timing", "return_received_at", {"return_tracking_no": "SF1"}, "on_its_way", "within_window"),
        ("late_shipment", "shipped_at", {"ship_by": WEEKS_AGO, "price_paid": "9"}, "owed", "owed_shipped_late"),
    ],
)
def test_an_event_counts_from_its_own_instant(
    rule: str, event: str, facts: dict[str, Any], before: str, after: str
) -> None:
    assert ending(rule, **facts, **{event: LATER})[1] == before
    assert ending(rule, **facts, **{event: NOW})[1] == after


def test_a_request_dated_in_the_future_does_not_set_the_clock() -> None:
    case = {"signed_at": "2026-11-20T10:00:00", "refund_requested_at": "2026-12-24T10:00:00"}
    assert ending("no_reason_return", **case) == ("eligible", "in_window")


def test_a_future_ebay_return_request_asks_for_no_answer() -> None:
    assert "answer_by" not in rule_on("ebay_return", fault="shop", refund_requested_at=LATER).values
    assert "answer_by" in rule_on("ebay_return", fault="shop", refund_requested_at=NOW).values


def test_a_request_at_the_latest_delivery_instant_is_not_yet_one() -> None:
    case = {"latest_delivery_by": WEEKS_AGO, "refund_requested_at": WEEKS_AGO}
    assert ending("ebay_not_received", **case)[1] == "due"


def test_an_open_trade_counted_beyond_the_known_holidays_says_so() -> None:
    case = {"now": "2026-12-28T10:00:00", "signed_at": "2026-12-25T10:00:00"}
    decision = rule_on("price_protection", **case)
    assert decision.reason == "not_closed_yet"
    assert decision.values["calendar_end"] == date(2026, 12, 31)
    assert "calendar_end" not in rule_on("price_protection", signed_at="2026-11-20T10:00:00").values
