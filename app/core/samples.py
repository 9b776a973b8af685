"""Samples of replies, written for the reader: one sample stands in a reply file, two languages are shown."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.core.pattern import Pattern
from app.core.values import AHEAD, PAST
from app.core.wording import CHINESE_NAMES, ENGLISH_SIGNS, MONTHS, join_currency
from app.model import Language

_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?)"
_CLOCK = r"(?P<clock> \d{1,2}:\d{2})?"
_CHINESE_DAY = Pattern(rf"(?:(?P<year>\d{{4}})年)?(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日{_CLOCK}")
_ENGLISH_DAY = Pattern(rf"(?P<day>\d{{1,2}}) (?P<month>{'|'.join(MONTHS)})(?: (?P<year>\d{{4}}))?{_CLOCK}")
_SIGNS = {"¥": "CNY", "CNY ": "CNY", **{sign: code for code, sign in ENGLISH_SIGNS.items()}}
_NAMES = {name: code for code, name in CHINESE_NAMES.items()}
_SIGNED = Pattern(rf"(?P<unit>{'|'.join(map(re.escape, _SIGNS))}){_NUMBER}")
_NAMED = Pattern(rf"{_NUMBER} (?P<unit>{'|'.join(_NAMES)})")


def tell_apart(samples: Mapping[str, str]) -> tuple[dict[str, str], ...]:
    """Return samples that can all be known at once: every end still ahead, and, where a reply tells it, it being over.

    One set where the reply tells no end both ways.
    """
    ends = [name.removesuffix(AHEAD) for name in samples if name.endswith(AHEAD)]
    both = [name for name in ends if f"{name}{PAST}" in samples]
    hidden = ({f"{name}{when}" for name in both} for when in ((PAST, AHEAD) if both else (PAST,)))
    return tuple({name: sample for name, sample in samples.items() if name not in gone} for gone in hidden)


def write_sample(sample: str, *, language: Language) -> str:
    """Return a day, a moment or an amount as `language` writes it; anything else as it stands.

    `11月23日 18:00` and `23 Nov 18:00` are the same sample, and so are `¥40.00` and `CNY 40.00`.
    """
    for pattern in (_CHINESE_DAY, _ENGLISH_DAY):
        if day := pattern.fullmatch(sample):
            return _write_day(day, language)
    for pattern, units in ((_SIGNED, _SIGNS), (_NAMED, _NAMES)):
        if sum_ := pattern.fullmatch(sample):
            return join_currency(sum_["number"], currency=units[sum_["unit"]], language=language)
    return sample


def _write_day(day: re.Match[str], language: Language) -> str:
    month = MONTHS.index(day["month"]) + 1 if day["month"] in MONTHS else int(day["month"])
    clock = day["clock"] or ""
    if language == "zh":
        return f"{day['year'] + '年' if day['year'] else ''}{month}月{int(day['day'])}日{clock}"
    return f"{int(day['day'])} {MONTHS[month - 1]}{' ' + day['year'] if day['year'] else ''}{clock}"
