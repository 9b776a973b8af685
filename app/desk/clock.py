"""The response clock: how long a buyer may wait, counted only within the platform's hours (S1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.store.records import Shop

_DAY = timedelta(days=1)
_END_OF_DAY = "24:00"


def clock_due(shop: Shop, start: datetime) -> datetime:
    """Return when the shop must have answered who began to wait at `start`, in UTC.

    Outside of the platform's hours the clock stands still. Hours that end before they begin run past midnight; hours
    that end as they begin are the whole day.
    """
    left = timedelta(seconds=shop.clock_seconds)
    for opens, closes in _hours(shop, start):
        begins = max(opens, start)
        if begins >= closes:
            continue
        if left <= closes - begins:
            return (begins + left).astimezone(UTC)
        left -= closes - begins
    raise AssertionError("the days go on for ever")


def _hours(shop: Shop, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield the hours of each day in UTC, from the day before `start` on, whose hours may run past midnight."""
    zone = ZoneInfo(shop.timezone)
    day = start.astimezone(zone).date() - _DAY
    while True:
        opens, closes = _at(day, shop.clock_from, zone), _at(day, shop.clock_till, zone)
        yield opens, closes if closes > opens else _at(day + _DAY, shop.clock_till, zone)
        day += _DAY


def _at(day: date, hour: str, zone: ZoneInfo) -> datetime:
    # Compared and subtracted in UTC: within one zone Python would not count an hour that summer time takes or gives.
    if hour == _END_OF_DAY:
        return datetime.combine(day + _DAY, time(), tzinfo=zone).astimezone(UTC)
    return datetime.combine(day, time.fromisoformat(hour), tzinfo=zone).astimezone(UTC)
