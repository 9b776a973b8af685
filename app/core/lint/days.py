"""By when a text says that something happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from app.core.pattern import Pattern
from app.model import Span

DAYS = {
    "今天": 0, "今日": 0, "今晚": 0, "当天": 0, "当日": 0, "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "后天": 2,
    "today": 0, "tonight": 0, "tomorrow": 1,
}  # fmt: skip
DAY_WORD = Pattern("大后天|" + "|".join(DAYS))
AT_ONCE = Pattern(
    "现在就|马上|立刻|立马|立即|即刻|当场|immediately|instantly|at once|right (?:now|away)|straight ?away|this minute"
)
WITHIN = Pattern(
    r"(?:(?P<zh>\d{1,3}|[半一二两三四五六七八九十])\s?(?P<unit>个?小时|h|分钟|天|日)(?:之?内|以内)|"
    r"(?:with)?in (?P<en>\d{1,3}|an?|one|two|three) (?P<part>minute|hour|day)s?)"
)
MONTH_DAY = Pattern(r"(?<!\d)(\d{1,2})月(\d{1,2})[日号]?")
DAY_MONTH = Pattern(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)? (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAY = Pattern(r"(?<![上下])(?:周|星期|礼拜)([一二三四五六日天])|\b(mon|tues|wednes|thurs|fri|satur|sun)day")
ENGLISH_WEEK = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
WEEKDAYS = {word: number for row in ("一二三四五六日", ENGLISH_WEEK) for number, word in enumerate(row)} | {"天": 6}
WEEK = 7
SMALL = {"半": 0.5, "两": 2, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
NUMERALS: dict[str, float] = {word: value for value, word in enumerate("零一二三四五六七八九十")} | SMALL
HALF_A_YEAR = 180
"""Days; a date without a year that lies further back than this is taken for the coming one."""


def read_days(text: str, now: datetime) -> Iterator[tuple[Span, datetime]]:
    """Yield each time that is named, as the last moment it leaves."""
    for match in AT_ONCE.finditer(text):
        yield match.span(), now
    for match in DAY_WORD.finditer(text):
        yield match.span(), _end_of(now.date() + timedelta(days=DAYS.get(match[0], 3)), now)
    for match in WEEKDAY.finditer(text):
        days = (WEEKDAYS[match[1] or match[2]] - now.weekday()) % WEEK
        yield match.span(), _end_of(now.date() + timedelta(days=days), now)
    for match in WITHIN.finditer(text):
        yield match.span(), now + _read_span(match)
    for match in MONTH_DAY.finditer(text):
        yield from _read_date(match, int(match[1]), int(match[2]), now)
    for match in DAY_MONTH.finditer(text):
        yield from _read_date(match, MONTHS.index(match[2]) + 1, int(match[1]), now)


def _read_span(match: re.Match[str]) -> timedelta:
    written, unit = match["zh"] or match["en"], match["unit"] or match["part"]
    count = int(written) if written.isdigit() else NUMERALS[written]
    if unit in {"分钟", "minute"}:
        return timedelta(minutes=count)
    return timedelta(hours=count) if unit.endswith(("小时", "h", "hour")) else timedelta(days=count)


def _read_date(match: re.Match[str], month: int, day: int, now: datetime) -> Iterator[tuple[Span, datetime]]:
    try:
        named = date(now.year, month, day)
    except ValueError:
        return
    past = (now.date() - named).days > HALF_A_YEAR
    yield match.span(), _end_of(named + timedelta(days=365) if past else named, now)


def _end_of(day: date, now: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=now.tzinfo)
