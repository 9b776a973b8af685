"""Whether a message holds one of some words: what a reply's `says` and a fact's `given` ask."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.core.definitions import Phrases
from app.core.pattern import Pattern
from app.model import LANGUAGES, Language

_WORD = Pattern(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_BLANK = Pattern(r"\s+")
_TURNED = "不没有"
"""Begin words that what stands before them turns into something else."""


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """How much of a message one word takes, in letters, and how many letters still stand behind its beginning.

    The greater one says more, or as much and earlier; two are equal only where they are the same word.
    """

    letters: int
    behind: int


def mentions(text: str, wanted: Phrases) -> bool:
    """Return whether a cleaned `text` holds one of the `wanted` words; Chinese anywhere, English as whole words."""
    tight, known, spoken = _hear(text)
    if any(word in tight and _find_chinese(word, tight) >= 0 for word in map(_tighten, wanted.zh)):
        return True
    return bool(known) and any(_may_stand(_find_first(word), known) and _speak(word) in spoken for word in wanted.en)


@lru_cache(maxsize=16)
def _hear(text: str) -> tuple[str, frozenset[str], str]:
    """Return a text without blanks, its words, and these in a row. Hundreds of replies ask it of one message."""
    heard = _WORD.findall(text)
    return _BLANK.sub("", text), frozenset(heard), _space(heard)


@lru_cache(maxsize=100_000)
def _tighten(word: str) -> str:
    """Return a word without blanks and as a cleaned message has it: a full-width comma is a plain one there."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", word.lower()))


@lru_cache(maxsize=100_000)
def _speak(word: str) -> str:
    return _space(_WORD.findall(word.lower()))


def find_longest(text: str, wanted: Phrases) -> Mention | None:
    """Return the longest of the `wanted` words that a cleaned `text` holds, the earliest of several; None for none."""
    tight, _, spoken = _hear(text)
    chinese = ((tight, word, _find_chinese(word, tight)) for word in map(_tighten, wanted.zh) if word in tight)
    english = ((spoken, word, spoken.find(word)) for word in map(_speak, wanted.en))
    places = (*chinese, *english)
    return max((Mention(len(word), len(whole) - at) for whole, word, at in places if at >= 0), default=None)


def _find_chinese(word: str, text: str) -> int:
    """Return where a Chinese word stands in a text as it is meant, below 0 where it does not.

    “能不能用” asks and does not say “不能用”; “没有划痕” does not say “有划痕”.
    """
    at = text.find(word)
    if at <= 0 or word[0] not in _TURNED:
        return at
    while at > 0 and _is_turned(word, text, at):
        at = text.find(word, at + 1)
    return at


def _is_turned(word: str, text: str, at: int) -> bool:
    before = text[at - 1]
    if word[0] == "有":
        return before == "没" and text[at - 2 : at - 1] != "有"
    return before == word[1:2]


def find_shared(one: Phrases, other: Phrases) -> tuple[str, ...]:
    """Return the words that two lists hold both, however they are spaced: between them neither says more."""
    return tuple(
        word.strip()
        for language in LANGUAGES
        for word in dict.fromkeys(map(_BARE[language], getattr(one, language)))
        if word in set(map(_BARE[language], getattr(other, language)))
    )


def _may_stand(first: str, known: frozenset[str]) -> bool:
    """Return whether a phrase may be among the `known` words by its first one; sorts most out without a search."""
    return first in known or not first.isalnum()


@lru_cache(maxsize=100_000)
def _find_first(phrase: str) -> str:
    return phrase.lower().partition(" ")[0]


def _space(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


_BARE: Mapping[Language, Callable[[str], str]] = {"zh": _tighten, "en": _speak}
