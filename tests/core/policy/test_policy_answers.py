"""By when the buyer hears again: sooner where the shop is late already, and eBay's days by eBay's own clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.core.consequences import find_back_by
from app.engine import Engine
from app.model import Facts, Inquiry, Platform

SHANGHAI = ZoneInfo("Asia/Shanghai")
PACIFIC = ZoneInfo("America/Los_Angeles")


@pytest.mark.parametrize(
    ("at", "back_by"),
    [
        ("2026-11-21T12:00:00", "2026-11-21T16:00"),
        ("2026-11-21T18:00:00", "2026-11-21T22:00"),
        ("2026-11-21T18:00:01", "2026-11-22T18:00"),
        ("2026-11-21T00:00:00", "2026-11-21T04:00"),
    ],
)
def test_who_is_late_already_is_answered_the_same_day_if_hours_allow(at: str, back_by: str, engine: Engine) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=SHANGHAI)
    found = find_back_by(Inquiry("x"), engine.kit, now=now, late=True)
    assert found is not None
    assert found.strftime("%Y-%m-%dT%H:%M") == back_by


def test_an_overdue_refund_is_answered_today_and_one_in_time_is_not(engine: Engine, now: datetime) -> None:
    received = {days: Facts(return_received_at=now - timedelta(days=days)) for days in (10, 1)}
    message = "退货你们收到了吗，什么时候退款"
    late, in_time = (engine.draft(Inquiry(message, facts=facts), now=now) for facts in received.values())
    assert "11月21日 16:00" in late.drafts[0].body.text
    assert "11月21日 16:00" not in in_time.drafts[0].body.text


def test_ebay_counts_business_days_by_the_clock_of_its_site(engine: Engine) -> None:
    """Asked on Thursday evening in California, Friday noon in China: Friday, Monday and Tuesday are the three days."""
    asked = datetime(2026, 11, 19, 17, 40, tzinfo=PACIFIC)
    facts = Facts(
        shipped_at=asked - timedelta(days=40), latest_delivery_by=asked - timedelta(days=4), refund_requested_at=asked
    )
    found = engine.draft(
        Inquiry("my package never arrived", platform="ebay", facts=facts, intents=("parcel_not_received",)),
        now=datetime(2026, 11, 22, 10, tzinfo=SHANGHAI),
    )
    (decision,) = (one for one in found.decisions if one.rule == "ebay_not_received")
    assert decision.deadline == datetime(2026, 11, 25, tzinfo=PACIFIC)
    assert decision.deadline - timedelta(days=1) == datetime(2026, 11, 24, tzinfo=PACIFIC)


@pytest.mark.parametrize(("platform", "shown"), [("other", True), ("taobao", False)])
def test_who_may_live_anywhere_is_told_the_zone_in_english(
    platform: Platform, shown: bool, engine: Engine, now: datetime
) -> None:
    found = engine.draft(Inquiry("my package never arrived", platform=platform, reply_language="en"), now=now)
    assert ("22 Nov 12:00 (UTC+8)" in found.drafts[0].body.text) is shown
    assert "UTC" not in found.drafts[0].gloss.text
