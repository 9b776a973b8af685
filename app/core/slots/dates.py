"""Dates, written out or counted from today."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from app.core.pattern import Pattern
from app.model import Slot, SlotKind

DAYS_BACK = {
    "大前天": 3,
    "前天": 2,
    "昨天": 1,
    "昨日": 1,
    "昨晚": 1,
    "今天": 0,
    "今日": 0,
    "yesterday": 1,
    "today": 0,
}
NUMERALS = {
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "半": 0,
}
SMALL = {
    "one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
}  # fmt: skip
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_DAY = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"

ISO = Pattern(r"(?<!\d)(20\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?!\d)")
CHINESE = Pattern(r"(?<!\d)(\d{1,2})月(\d{1,2})[日号]?(?!\d)")
DAY_FIRST = Pattern(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?({_MONTH})\b(?!\s(?:be|have|need|not)\b)")
MONTH_FIRST = Pattern(rf"\b({_MONTH})\s(\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?!\s(?:of|more)\b)")
WORD = Pattern("|".join(DAYS_BACK))
DAYS_AGO = Pattern(r"(\d{1,3}|[一两二三四五六七八九十])\s?(?:天|日)(?:以?前|之前)")
AGO = Pattern(r"\b(\d{1,3}|one|a|two|three|four|five|six|seven|eight|nine|ten)\s(day|week)s?\s(?:ago|back)\b")
LAST_WEEK = Pattern(r"上(?:个)?(?:周|星期|礼拜)([一二三四五六日天])")
LAST_DAY = Pattern(rf"\blast\s({_DAY})\b")


def find_dates(text: str, *, today: date) -> Iterator[Slot]:
    """Yield the dates of a cleaned text as ISO 8601. A month and day without a year is the last one before tomorrow."""
    readers: tuple[tuple[Pattern, Callable[[re.Match[str]], date | None]], ...] = (
        (ISO, lambda found: _make(int(found[1]), int(found[2]), int(found[3]))),
        (CHINESE, lambda found: _recent(int(found[1]), int(found[2]), today)),
        (DAY_FIRST, lambda found: _recent(MONTHS.index(found[2][:3]) + 1, int(found[1]), today)),
        (MONTH_FIRST, lambda found: _recent(MONTHS.index(found[1][:3]) + 1, int(found[2]), today)),
        (WORD, lambda found: today - timedelta(days=DAYS_BACK[found[0]])),
        (DAYS_AGO, lambda found: today - timedelta(days=_count(found[1]))),
        (AGO, lambda found: today - timedelta(days=_count(found[1]) * (7 if found[2] == "week" else 1))),
        (LAST_WEEK, lambda found: _in_last_week(WEEKDAYS[found[1]], today)),
        (LAST_DAY, lambda found: _before(ENGLISH_DAYS.index(found[1][:3]), today)),
    )
    for pattern, read in readers:
        for match in pattern.finditer(text):
            day = read(match)
            if day:
                yield Slot(SlotKind.DATE, day.isoformat(), match.span())


def _count(written: str) -> int:
    return int(written) if written.isdigit() else {**NUMERALS, **SMALL}[written]


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _recent(month: int, day: int, today: date) -> date | None:
    this_year = _make(today.year, month, day)
    if this_year and this_year <= today:
        return this_year
    return _make(today.year - 1, month, day)


def _in_last_week(weekday: int, today: date) -> date:
    monday = today - timedelta(days=today.weekday() + 7)
    return monday + timedelta(days=weekday)


def _before(weekday: int, today: date) -> date:
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
