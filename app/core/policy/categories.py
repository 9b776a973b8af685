"""Whether a category is among those a rule leaves out: read loosely, but never wider than written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.core.pattern import Pattern

NEGATIONS = "非不未无没"
BREAKS = Pattern(r"[/>|,;、，；]+")
GAPS = Pattern(r"[\s_-]+")


def is_excluded(category: str, *, excluded: tuple[str, ...]) -> bool:
    """Return whether `category` (a word, a phrase or a path of them) names one of `excluded`.

    An English word alone must be a whole step of the path ("digital" is not "digital camera"); longer phrases
    and Chinese words may stand anywhere, unless a negation stands before them.
    """
    words = read_words(excluded)
    steps = [step for part in BREAKS.split(category) if (step := fold(part))]
    return any(word.search(step) for step in steps for word in words)


@lru_cache(maxsize=32)
def read_words(excluded: tuple[str, ...]) -> tuple[Pattern, ...]:
    """Return the patterns of a list of words; the same list is read once."""
    return tuple(Pattern(write_pattern(word)) for entry in excluded if (word := fold(entry)))


def fold(text: str) -> str:
    """Return text in one width and case, with single spaces for its gaps."""
    return GAPS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def write_pattern(word: str) -> str:
    """Return the pattern of one word or phrase, by the language it is in."""
    if not word.isascii():
        return f"(?<![{NEGATIONS}]){re.escape(word)}"
    if " " in word:
        return rf"(?<!non )(?<!not )\b{re.escape(word)}s?\b"
    return rf"\A{re.escape(word)}s?\Z"
