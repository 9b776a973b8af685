"""Looking for Chinese and for forbidden words in what a buyer would read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from app.core.definitions import Forbidden
from app.model import Language

_CHINESE = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


def has_chinese(text: str) -> bool:
    """Return whether `text` holds a Chinese character."""
    return _CHINESE.search(text) is not None


def cut_chinese(text: str) -> str:
    """Return the first run of Chinese characters in `text`, empty where there is none."""
    found = _CHINESE.search(text)
    return found[0] if found else ""


def list_forbidden(rows: Iterable[Forbidden], *, language: Language) -> tuple[tuple[str, Forbidden], ...]:
    """Return the forbidden words of a language, case folded, each with its row."""
    words = ((row, row.zh if language == "zh" else row.en) for row in rows)
    return tuple((word.casefold(), row) for row, own in words for word in own)


def find_forbidden(
    text: str, words: Iterable[tuple[str, Forbidden]], *, language: Language
) -> Iterator[tuple[str, Forbidden]]:
    """Yield each of the listed words that stands in `text`; English ones count only as whole words."""
    folded = text.casefold()
    for word, row in words:
        if word in folded and (language == "zh" or _is_whole(word, folded)):
            yield word, row


def _is_whole(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
