"""Times as a person says them, in a shop's zone; the browser only lets what is left of them grow old."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, TypeAlias
from zoneinfo import ZoneInfo

from app.model import Language

Pressing: TypeAlias = Literal["calm", "soon", "over"]

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_SOON = timedelta(minutes=30)
_CLOCK_SOON = timedelta(minutes=1)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


@dataclass(frozen=True, slots=True)
class Times:
    """Says times at `now` in the zone of a shop, with the wordings of a language."""

    words: Mapping[str, Any]
    language: Language
    zone: ZoneInfo
    now: datetime

    def moment(self, at: datetime) -> str:
        """Return "today 18:00", "11月23日 18:00"."""
        local = at.astimezone(self.zone)
        today = self.now.astimezone(self.zone).date()
        name = _NEAR.get((local.date() - today).days, "other")
        date = self._date(local, with_year=local.year != today.year)
        said: str = self.words["moments"][name]
        return said.replace("{date}", date).replace("{time}", f"{local:%H:%M}")

    def day(self, date: date, *, with_year: bool = False) -> str:
        """Return "11月23日" or "23 Nov", with the year where it is asked for."""
        return self._date(date, with_year=with_year)

    def month(self, month: str) -> str:
        """Return "2026年11月" or "Nov 2026" for "2026-11"."""
        year, number = map(int, month.split("-"))
        return f"{year}年{number}月" if self.language == "zh" else f"{_MONTHS[number - 1]} {year}"

    def dated(self, at: datetime) -> str:
        """Return "2026年11月23日 18:00": a time that is read on another day, on paper."""
        local = at.astimezone(self.zone)
        return f"{self._date(local, with_year=True)} {local:%H:%M}"

    def left(self, at: datetime) -> str:
        """Return "in 2 h" or "3 d over"."""
        return self._span("over" if at < self.now else "in", abs(at - self.now))

    def ago(self, at: datetime) -> str:
        """Return "5 min ago"."""
        return self._span("ago", abs(self.now - at))

    def clock(self, at: datetime) -> str:
        """Return the response clock: what is left of it, or how long it has run over, to the second."""
        size = abs(at - self.now)
        said: str = self.words["clock"][self.judge_clock(at)]
        return said.replace("{time}", self._run(size))

    def judge(self, at: datetime) -> Pressing:
        """Return how pressing a deadline is: over, soon (within half an hour), or calm."""
        return "over" if at < self.now else "soon" if at - self.now < _SOON else "calm"

    def judge_clock(self, at: datetime) -> Pressing:
        """Return how pressing the response clock is: soon begins with its last minute."""
        return "over" if at < self.now else "soon" if at - self.now <= _CLOCK_SOON else "calm"

    def exact(self, at: datetime) -> str:
        """Return the full date and time with the zone."""
        return f"{at.astimezone(self.zone):%Y-%m-%d %H:%M:%S} {self.zone.key}"

    def field(self, at: datetime) -> str:
        """Return a time as a form's field holds it: in the zone, to the minute."""
        return f"{at.astimezone(self.zone):%Y-%m-%dT%H:%M}"

    def _date(self, local: date, *, with_year: bool) -> str:
        if self.language == "zh":
            return f"{local.year}年{local.month}月{local.day}日" if with_year else f"{local.month}月{local.day}日"
        date = f"{local.day} {_MONTHS[local.month - 1]}"
        return f"{date} {local.year}" if with_year else date

    def _span(self, way: str, size: timedelta) -> str:
        for unit, length, upto in (("minutes", _MINUTE, 2 * _HOUR), ("hours", _HOUR, 2 * _DAY)):
            if size < upto:
                return self._count(f"{way}_{unit}", max(size, length), length)
        return self._count(f"{way}_days", size, _DAY)

    def _count(self, name: str, size: timedelta, unit: timedelta) -> str:
        said: str = self.words["moments"][name]
        return said.replace("{n}", str(round(size / unit)))

    def _run(self, size: timedelta) -> str:
        seconds = int(size.total_seconds())
        if size < _HOUR:
            return f"{seconds // 60}:{seconds % 60:02}"
        unit, length = ("hours", _HOUR) if size < 2 * _DAY else ("days", _DAY)
        said: str = self.words["clock"][unit]
        return said.replace("{n}", str(int(size / length)))
