"""The figures in a text of either language: amounts, days, times and counts, so that two wordings can be compared."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
MONTHS = {name: number for number, name in enumerate(_MONTHS, start=1)}
COUNTS = {name: number for number, name in enumerate(_COUNTS, start=1)}
ZH_COUNTS = {name: number for number, name in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
UNITS = {"天": "day", "日内": "day", "小时": "hour", "分钟": "minute", "个工作日": "working day", "个月": "month"}

_START, _END = "(?<![A-Za-z0-9])", "(?![A-Za-z0-9])"
"""Edges of a Latin word: a Chinese letter beside it is none of it."""
_LINK = re.compile(r"https?://\S+")
_ZONE = re.compile(r"\(?UTC[+-]\d{1,2}(?::\d{2})?\)?")
"""How far a time of day is from UTC: told only to those who may live elsewhere."""
_ZH_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_EN_DAY = re.compile(rf"{_START}(\d{{1,2}}) ({'|'.join(MONTHS)}){_END}(?: (\d{{4}}){_END})?", re.IGNORECASE)
_ZH_SPAN = re.compile(rf"(\d+|[{''.join(ZH_COUNTS)}])\s*({'|'.join(UNITS)})")
_EN_SPAN = re.compile(
    rf"{_START}(\d+|{'|'.join(COUNTS)})[ -](working day|day|hour|minute|month)s?{_END}", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+(?:[.:]\d+)*")


def figures(text: str) -> set[str]:
    """Return the figures of a text: `day 11-23`, `7 day`, `40.00`, `18:00`, each once."""
    text = _ZONE.sub(" ", _LINK.sub(" ", text))
    found = {f"day {int(month)}-{int(day)}" for _, month, day in _ZH_DAY.findall(text)}
    found |= {f"day {MONTHS[month.lower()]}-{int(day)}" for day, month, _ in _EN_DAY.findall(text)}
    text = _EN_DAY.sub(" ", _ZH_DAY.sub(" ", text))
    found |= {f"{ZH_COUNTS.get(count, count)} {UNITS[unit]}" for count, unit in _ZH_SPAN.findall(text)}
    found |= {f"{COUNTS.get(count.lower(), count)} {unit.lower()}" for count, unit in _EN_SPAN.findall(text)}
    return found | set(_NUMBER.findall(_EN_SPAN.sub(" ", _ZH_SPAN.sub(" ", text))))
