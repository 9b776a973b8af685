"""By when a reply in somebody's own words promises to be back: 24小时内给您答复, we will update you within 2 days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from app.core.pattern import Pattern

_NUMBERS = {
    **{word: number for number, word in enumerate("一二三四五六七八九十", start=1)},
    "两": 2,
    "半": 0.5,
    "二十四": 24,
    "四十八": 48,
    "七十二": 72,
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
}
_UNITS = {"分钟": 1 / 60, "小时": 1, "天": 24, "日": 24, "minute": 1 / 60, "hour": 1, "day": 24}
_SENTENCE = Pattern(r"[^。！？!?\n；;.]+")
_END = Pattern(r"(?<=[。！？!?])|(?<=\.)\s|\n")
_WITHIN = Pattern(
    r"(?P<zh>\d{1,3}|[一二三四五六七八九十两半]|二十四|四十八|七十二)\s*个?(?P<zh_unit>分钟|小时|天|日)(?:之|以)?内"
    r"|within (?:the next )?(?P<en>\d{1,3}|an?|one|two|three) (?P<en_unit>minute|hour|day)s?\b",
    re.IGNORECASE,
)
_WORD_BACK = Pattern(
    r"回复|答复|回音|回话|告诉您|告知您|联系您|跟您说|给您(?:消息|结果|说法)|核实|查清|查询|帮您查|审核|处理|跟进|催"
    r"|get back|repl(?:y|ies)|update you|let you know|check (?:it|this|with)|contact you|be in touch|follow up",
    re.IGNORECASE,
)
_BUYERS = Pattern(r"请您?在|您可以在|麻烦您|you (?:can|have to|must|need)|please ", re.IGNORECASE)
"""What the buyer is to do within a time is no promise of the shop."""


def find_spoken(text: str, *, now: datetime) -> Iterator[datetime]:
    """Yield by when the shop says that it will be back, sentence by sentence."""
    for sentence in _SENTENCE.findall(text):
        if _WORD_BACK.search(sentence) and not _BUYERS.search(sentence):
            yield from (now + span for match in _WITHIN.finditer(sentence) if (span := _read(match)))


def quote_promise(text: str, *, by: datetime) -> str:
    """Return the sentences of a reply that name the time `by`, or a span until the shop is back; all of it for none."""
    sentences = [sentence.strip() for sentence in _END.split(text) if sentence.strip()]
    return " ".join(one for one in sentences if f"{by:%H:%M}" in one or _names_span(one)) or text


def _names_span(sentence: str) -> bool:
    return bool(_WORD_BACK.search(sentence) and _WITHIN.search(sentence) and not _BUYERS.search(sentence))


def _read(match: re.Match[str]) -> timedelta:
    said = match["zh"] or match["en"].lower()
    unit = match["zh_unit"] or match["en_unit"].lower()
    number = int(said) if said.isdigit() else _NUMBERS[said]
    return timedelta(hours=number * _UNITS[unit])
