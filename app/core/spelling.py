"""Reads a misspelt English word as the known word that was meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from app.core.pattern import Pattern

SHORTEST = 4
"""Letters; shorter words are too much alike to tell which one was meant."""
LIKELY = 5
"""From so many letters on one vowel taken for another is a slip; "lake" and "like" are two words."""
LONG = 7
"""From so many letters on two slips are forgiven, where the consonants are still the same."""
_VOWELS = Pattern("[aeiouy']")
_ALIKE = str.maketrans("czqxv", "sskkf")
_TWICE = Pattern(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Speller:
    """Knows words, and finds the one that a word outside them was meant to be.

    `known` holds every word that stays as it is and its rank, the commonest first; `near` finds words by what is
    left of them without one letter, `frames` by their consonants.
    """

    known: Mapping[str, int]
    near: Mapping[str, tuple[str, ...]]
    frames: Mapping[str, tuple[str, ...]]

    def mend(self, word: str) -> str:
        """Return the known word that `word` was meant to be; `word` itself where that is known or cannot be told."""
        if word in self.known or len(word) < SHORTEST:
            return word
        near = [other for key in shorten(word) for other in self.near.get(key, ()) if _may_be(word, other)]
        if not near and len(word) >= LONG:
            near = [other for other in self.frames.get(frame(word), ()) if OSA.distance(word, other) <= 2]  # noqa: PLR2004
        return min(near, key=self.known.__getitem__, default=word)


def _may_be(word: str, other: str) -> bool:
    """Return whether `other` is one slip away: a letter too many or too few, two swapped, one that sounds alike."""
    if word[0] != other[0] or OSA.distance(word, other) > 1:
        return False
    if len(word) != len(other) or sorted(word) == sorted(other):
        return True
    return len(word) >= LIKELY and frame(word) == frame(other)


def shorten(word: str) -> list[str]:
    """Return `word` and what is left of it without each one of its letters."""
    return [word, *dict.fromkeys(word[:place] + word[place + 1 :] for place in range(len(word)))]


def frame(word: str) -> str:
    """Return the first letter and the consonants of a word, those that sound alike written alike and none twice."""
    heard = _VOWELS.sub("", word.replace("ph", "f")).translate(_ALIKE).replace("k", "s")
    return word[0] + _TWICE.sub(r"\1", heard)


def build_speller(words: Iterable[str]) -> Speller:
    """Return a speller that knows `words`, commonest first."""
    known = list(dict.fromkeys(words))
    near: dict[str, list[str]] = {}
    frames: dict[str, list[str]] = {}
    for word in known:
        if len(word) < SHORTEST:
            continue
        for key in shorten(word):
            near.setdefault(key, []).append(word)
        frames.setdefault(frame(word), []).append(word)
    return Speller({word: rank for rank, word in enumerate(known)}, _freeze(near), _freeze(frames))


def _freeze(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(found) for key, found in lists.items()}
