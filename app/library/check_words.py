"""Looking for Chinese and for forbidden words in what a buyer would read."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.definitions import Forbidden
from app.core.lint.wordlist import WordList
from app.core.pattern import Pattern
from app.model import Platform

_CHINESE = Pattern(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


def has_chinese(text: str) -> bool:
    """Return whether `text` holds a Chinese character."""
    return _CHINESE.search(text) is not None


def cut_chinese(text: str) -> str:
    """Return the first run of Chinese characters in `text`, empty where there is none."""
    found = _CHINESE.search(text)
    return found[0] if found else ""


def find_forbidden(text: str, words: WordList, platforms: frozenset[Platform]) -> Iterator[tuple[str, Forbidden]]:
    """Yield what stands in `text` of the words that are forbidden on `platforms` (none: on any), with its entry."""
    for entry, (start, end) in words.find(words.eye.look(text), platforms):
        yield text[start:end], entry
