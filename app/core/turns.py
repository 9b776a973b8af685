"""What the shop's last words left open: a question, something asked for, or word that it promised by a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from app.core.pattern import Pattern
from app.core.spoken_promises import find_spoken
from app.model import After, Turn

LOOKED_AT = 2
"""So many of the shop's last turns are read for a promise."""
SMALL_TALK = 12
"""Letters: a turn of the shop so short keeps no promise (“不客气”)."""
FORGOTTEN = timedelta(hours=24)
"""Word that was promised by no time is owed after so long."""
_SENTENCE = Pattern(r"[^。！？!?\n；;.]+[。！？!?]?")
_ASKS = Pattern(r"吗|对吧|好吧|可以不|要不要|是不是|[?？]")
_REQUESTS = Pattern(
    r"(?:麻烦|请|辛苦|烦请)[您你]?.{0,14}(?:发|拍|提供|告诉|告知|说一下|补|填|确认一下|申请|提交)|发我|发给我|拍给我|告诉我"
    r"|(?:could|can) you (?:please )?(?:let us|send|tell|give|confirm|share)"
    r"|please (?:let us have|send|tell|give|confirm|share|attach|provide|open)"
)
_VOWS = Pattern(
    r"(?:我|我们|这边|帮您|给您|为您|马上|正在|已经?|尽快|一定)[^，。]{0,12}"
    r"(?:催|查|核实|核对|问|登记|联系(?![我您你])|反馈|跟进|加急|回复|答复|回音|联系快递|联系仓库|联系\S{2}催|看一下|看看|处理)"
    r"|(?:前|内|后)(?:给您|就给您|会给您|告诉您|回复您|答复您|联系您)|(?:前|内)(?:回复|答复|联系)"
    r"|\b(?:(?:we|i)(?:'ll| will|'re| are|'m| am| have|'ve)|let (?:me|us))\b.{0,24}"
    r"\b(?:check|ask|look|let you know|get back|chas|updat|repl|answer|trac|investigat|find out|follow|be in touch)"
)
_BUYERS = Pattern(
    r"麻烦[您你]|请[您你]|发我看|快递员|收到(?:我|就|后|照片我?就)|您可以"
    r"|please |you (?:can|have to|must|need)\b|once you|when you"
)
"""What the buyer or the courier is to do, or what comes only then, is no promise of word."""
_KEPT = Pattern(r"已经.{0,8}(?:改好|备注好|退好|取消了|补发了|寄出|办好)|给您.{0,4}(?:改好|备注好|退好|办好)了")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = Pattern(
    r"(?P<zh_month>\d{1,2})月(?P<zh_day>\d{1,2})[日号]\D{0,2}(?:(?P<zh_hour>\d{1,2})[:：](?P<zh_minute>\d\d))?"
    rf"|(?P<en_day>\d{{1,2}}) (?P<en_month>{'|'.join(_MONTHS)})[a-z]*,?\s?"
    r"(?:(?P<en_hour>\d{1,2}):(?P<en_minute>\d\d))?"
)
_DAY = Pattern(r"(?P<today>今天|今晚|today|tonight)|(?P<tomorrow>明天|明早|tomorrow)")
_HOUR = Pattern(r"(?P<half>上午|下午|晚上)?(?P<hour>\d{1,2})(?:[:：](?P<minute>\d\d)|点)")
NOON = 12


@dataclass(frozen=True, slots=True)
class Opened:
    """What stands open when the buyer writes.

    `begun` says that the shop has written before, `last` what it wrote last where nothing came after it; `after` is
    what that leaves open, None for nothing. `by` is when word was promised for, None where no time was named.
    """

    begun: bool = False
    last: str = ""
    after: After | None = None
    by: datetime | None = None

    @property
    def awaits(self) -> bool:
        """Return whether the shop waits for an answer, or for something that it asked the buyer for."""
        return self.after in ("asked", "requested")

    @property
    def standing(self) -> datetime | None:
        """Return by when word was promised where that time still lies ahead."""
        return self.by if self.after != "broken" else None


NOTHING_OPEN = Opened()
"""Nobody has written before."""


@dataclass(frozen=True, slots=True)
class _Promise:
    by: datetime | None
    over: bool


def find_opened(history: Sequence[Turn], *, now: datetime, zone: tzinfo, closes: float) -> Opened:
    """Return what the shop's turns leave open; a day without an hour ends at `closes` in `zone`."""
    shop = [turn for turn in history if turn.sender == "shop"]
    if not shop:
        return NOTHING_OPEN
    last = history[-1].text.lower() if history[-1].sender == "shop" else ""
    promise = _find_promise(shop[-LOOKED_AT:], now, zone, closes)
    by = promise.by if promise else None
    if last and not (promise and promise.over):
        if _REQUESTS.search(last):
            return Opened(True, last, "requested", by)
        if _ASKS.search(last):
            return Opened(True, last, "asked", by)
    if promise is None:
        return Opened(True, last)
    return Opened(True, last, "broken" if promise.over else "promised", by)


def _find_promise(turns: Sequence[Turn], now: datetime, zone: tzinfo, closes: float) -> _Promise | None:
    """Return the promise that the latest of the shop's turns leaves open; small talk behind it does not keep it."""
    for turn in reversed(turns):
        vows = tuple(_list_vows(turn.text))
        if vows and not _KEPT.search(turn.text):
            said_at = (turn.at or now).astimezone(zone)
            by = next((by for vow in vows if (by := _read_time(vow, said_at, turn.at, closes))), None)
            forgotten = by is None and turn.at is not None and now - turn.at > FORGOTTEN
            return _Promise(by, over=forgotten or (by is not None and by <= now))
        if len(turn.text) > SMALL_TALK:
            return None
    return None


def _list_vows(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.findall(text.lower()):
        if _VOWS.search(sentence) and not (_BUYERS.search(sentence) or _REQUESTS.search(sentence)):
            yield sentence


def _read_time(vow: str, said_at: datetime, known: datetime | None, closes: float) -> datetime | None:
    """Return the moment that a promise names; a span counts only where it is known when it was said."""
    if found := _DATE.search(vow):
        return _read_date(found, said_at, closes)
    if found := _DAY.search(vow):
        return _read_hour(vow[found.end() :], said_at + timedelta(days=1 if found["tomorrow"] else 0), closes)
    return next(find_spoken(vow, now=said_at), None) if known else None


def _read_date(found: re.Match[str], said_at: datetime, closes: float) -> datetime | None:
    month = int(found["zh_month"]) if found["zh_month"] else _MONTHS.index(found["en_month"]) + 1
    day, hour = int(found["zh_day"] or found["en_day"]), found["zh_hour"] or found["en_hour"]
    try:
        named = said_at.replace(month=month, day=day)
        # Early in January somebody may have spoken of December, and the other way round.
        year = named.year + (named < said_at - timedelta(days=183)) - (named > said_at + timedelta(days=183))
        return _at(named.replace(year=year), float(hour) if hour else closes, found["zh_minute"] or found["en_minute"])
    except ValueError:
        return None


def _read_hour(behind: str, day: datetime, closes: float) -> datetime | None:
    found = _HOUR.search(behind)
    if not found:
        return _at(day, closes)
    hour = int(found["hour"])
    later = found["half"] in ("下午", "晚上") and hour < NOON
    try:
        return _at(day, hour + NOON if later else hour, found["minute"])
    except ValueError:
        return None


def _at(day: datetime, hour: float, minute: str | None = None) -> datetime:
    return day.replace(hour=int(hour), minute=int(minute or 0), second=0, microsecond=0)
