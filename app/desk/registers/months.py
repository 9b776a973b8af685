"""Months as a shop counts them: from midnight to midnight in its own zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.core.pattern import Pattern
from app.desk.faults import refuse

_MONTH = Pattern(r"(20\d\d)-(0[1-9]|1[0-2])")
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time from `since` until just before `until`."""

    since: datetime
    until: datetime


def read_month(text: str, zone: ZoneInfo) -> Stretch:
    """Return the month written as `2026-11`; BadInput for anything else."""
    match = _MONTH.fullmatch(text)
    if match is None:
        raise refuse("month", "must be a month such as 2026-11")
    year, month = int(match[1]), int(match[2])
    after = (year + 1, 1) if month == _DECEMBER else (year, month + 1)
    return Stretch(datetime(year, month, 1, tzinfo=zone), datetime(*after, 1, tzinfo=zone))


def name_month(moment: datetime, zone: ZoneInfo) -> str:
    """Return the month of a moment, as `2026-11`."""
    return f"{moment.astimezone(zone):%Y-%m}"
