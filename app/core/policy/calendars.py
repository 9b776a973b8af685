"""Which days count: Chinese working days with their make-up workdays, and plain business days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from chinese_calendar.constants import holidays, workdays

DayUnit = Literal["day", "working_day", "business_day"]

FIRST_YEAR: int = min(holidays).year
LAST_YEAR: int = max(holidays).year
FRIDAY = 4
ONE_DAY = timedelta(days=1)


def is_weekday(day: date) -> bool:
    """Return whether `day` is Monday to Friday."""
    return day.weekday() <= FRIDAY


def is_working_day(day: date) -> bool:
    """Return whether China works on `day`; outside the years it knows, whether it is Monday to Friday.

    Source: the State Council's holiday notices, as the package `chinesecalendar` holds them.
    """
    return (day.weekday() <= FRIDAY and day not in holidays) or day in workdays


def is_any_day(_day: date) -> bool:
    """Return true: every calendar day counts."""
    return True


COUNTERS: Mapping[DayUnit, Callable[[date], bool]] = MappingProxyType(
    {"day": is_any_day, "working_day": is_working_day, "business_day": is_weekday}
)
"""Which days count in a unit; a business day is Monday to Friday, no holidays taken off."""


def nth_day(day: date, *, count: int, unit: DayUnit) -> date:
    """Return the `count`-th counting day after `day`, or `day` itself when `count` is not above zero."""
    is_counted = COUNTERS[unit]
    while count > 0:
        day += ONE_DAY
        count -= is_counted(day)
    return day


def count_days(after: date, *, until: date, unit: DayUnit) -> int:
    """Return how many counting days lie after the first day and up to the second, that one included."""
    first = after.toordinal() + 1
    return sum(map(COUNTERS[unit], map(date.fromordinal, range(first, until.toordinal() + 1))))


def calendar_end(day: date, *, unit: DayUnit) -> date | None:
    """Return the last day whose holidays are known when `day` lies beyond it, else None."""
    guessed = unit == "working_day" and not FIRST_YEAR <= day.year <= LAST_YEAR
    return date(LAST_YEAR, 12, 31) if guessed else None
