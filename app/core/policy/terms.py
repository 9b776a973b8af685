"""When a span of time is over. All instants are UTC; a term is over at `ends_at` itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import cast

from app.core.policy.calendars import ONE_DAY, DayUnit, calendar_end, nth_day
from app.model import Figure

SECONDS = {"minute": 60, "hour": 3600}
DAY_UNITS = frozenset({"day", "working_day", "business_day"})


@dataclass(frozen=True, slots=True)
class Term:
    """A span's end: the first instant after it, its last day, and the calendar's end if that was passed."""

    ends_at: datetime
    last_day: date
    calendar_end: date | None = None


def midnight(day: date, *, timezone: tzinfo) -> datetime:
    """Return the instant at which `day` begins in `timezone`, in UTC."""
    return datetime.combine(day, time(), tzinfo=timezone).astimezone(UTC)


def day_of(at: datetime, *, timezone: tzinfo) -> date:
    """Return the day that an instant falls on in `timezone`."""
    return at.astimezone(timezone).date()


def after_day(start: datetime, *, figure: Figure, timezone: tzinfo) -> Term:
    """Return the end of `figure` days, the day after `start` being day one; other units as `after_moment`."""
    if figure.unit not in DAY_UNITS:
        return after_moment(start, figure=figure, timezone=timezone)
    unit = cast("DayUnit", figure.unit)
    last = nth_day(day_of(start, timezone=timezone), count=int(figure.value), unit=unit)
    return Term(midnight(last + ONE_DAY, timezone=timezone), last, calendar_end(last, unit=unit))


def after_moment(start: datetime, *, figure: Figure, timezone: tzinfo) -> Term:
    """Return the end of a span that runs from the very moment `start`.

    Minutes and hours are exact; days end at the same time of day in `timezone`, whatever summer time does;
    working and business days end with the last of them.
    """
    if figure.unit in SECONDS:
        ends_at = start.astimezone(UTC) + timedelta(seconds=int(figure.value * SECONDS[figure.unit]))
    elif figure.unit == "day":
        ends_at = (start.astimezone(timezone) + timedelta(days=int(figure.value))).astimezone(UTC)
    else:
        return after_day(start, figure=figure, timezone=timezone)
    return Term(ends_at, day_of(ends_at - timedelta.resolution, timezone=timezone))


def after_midnight(start: datetime, *, figure: Figure, timezone: tzinfo) -> Term:
    """Return the end of a span from 00:00 of the day after `start`, a day being exactly 24 hours."""
    if figure.unit not in {"day", "hour"}:
        return after_day(start, figure=figure, timezone=timezone)
    hours = int(figure.value) * (24 if figure.unit == "day" else 1)
    ends_at = midnight(day_of(start, timezone=timezone) + ONE_DAY, timezone=timezone) + timedelta(hours=hours)
    return Term(ends_at, day_of(ends_at - timedelta.resolution, timezone=timezone))


def due_at(start: datetime, figure: Figure, *, timezone: tzinfo) -> datetime:
    """Return when something promised within `figure` of `start` is due, in `timezone` (service levels)."""
    return after_moment(start, figure=figure, timezone=timezone).ends_at.astimezone(timezone)
