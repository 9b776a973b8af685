"""The response clock within the platform's hours."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.desk.clock import clock_due
from app.store.records import Shop

SHANGHAI, LONDON = "Asia/Shanghai", "Europe/London"


def shop(zone: str = SHANGHAI, hours: str = "08:00-24:00", seconds: int = 180) -> Shop:
    opens, closes = hours.split("-")
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    return Shop(1, "s", "s", "taobao", zone, "CNY", seconds, opens, closes, "zh", begun)


@pytest.mark.parametrize(
    ("hours", "seconds", "start", "due"),
    [
        ("08:00-24:00", 180, "2026-11-22 12:00:00", "2026-11-22 12:03:00"),
        ("08:00-24:00", 300, "2026-11-22 12:00:00", "2026-11-22 12:05:00"),
        ("08:00-24:00", 180, "2026-11-22 23:59:30", "2026-11-23 08:02:30"),
        ("08:00-24:00", 180, "2026-11-22 03:00:00", "2026-11-22 08:03:00"),
        ("08:00-24:00", 180, "2026-11-22 23:57:00", "2026-11-23 00:00:00"),
        ("09:00-18:00", 180, "2026-11-22 18:00:00", "2026-11-23 09:03:00"),
        ("18:00-02:00", 180, "2026-11-22 01:59:00", "2026-11-22 18:02:00"),
        ("18:00-02:00", 180, "2026-11-22 01:00:00", "2026-11-22 01:03:00"),
        ("00:00-24:00", 180, "2026-11-22 23:59:00", "2026-11-23 00:02:00"),
        ("08:00-08:00", 180, "2026-11-22 03:00:00", "2026-11-22 03:03:00"),
        ("08:00-08:01", 180, "2026-11-22 08:00:00", "2026-11-24 08:01:00"),
    ],
)
def test_the_clock_runs_only_within_the_hours(hours: str, seconds: int, start: str, due: str) -> None:
    zone = ZoneInfo(SHANGHAI)
    began, expected = (datetime.fromisoformat(text).replace(tzinfo=zone) for text in (start, due))
    assert clock_due(shop(hours=hours, seconds=seconds), began) == expected


def test_an_hour_that_summer_time_takes_is_not_counted() -> None:
    zone = ZoneInfo(LONDON)
    before = datetime(2026, 3, 29, 0, 59, tzinfo=zone)
    assert clock_due(shop(LONDON, "00:00-24:00"), before) == datetime(2026, 3, 29, 2, 2, tzinfo=zone)
