"""The phrases a message resembles most: retrieved by rare shared letter pairs, then compared by rapidfuzz."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

RETRIEVED = 24
"""Phrases that are compared in earnest; more cost time and change nothing measurable."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the library: as written, as compared (words joined by spaces), and whose it is."""

    text: str
    joined: str
    label: int


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A phrase and how much a message resembles it, from 0 to 1."""

    phrase: Phrase
    similarity: float


def letter_pairs(text: str) -> list[str]:
    """Return the pairs of neighbouring letters of a text without spaces, each once."""
    letters = text.replace(" ", "")
    return list(dict.fromkeys(letters[place : place + 2] for place in range(len(letters) - 1))) or [letters]


class PhraseIndex:
    """Finds the phrases nearest to a message. Immutable once built."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        """Index `phrases` by their letter pairs."""
        self.phrases = tuple(phrases)
        places: dict[str, list[int]] = {}
        for number, phrase in enumerate(self.phrases):
            for pair in letter_pairs(phrase.joined):
                places.setdefault(pair, []).append(number)
        self._places = {pair: np.array(found, dtype=np.int32) for pair, found in places.items()}
        total = max(len(self.phrases), 1)
        self._rarity = {pair: float(np.log1p(total / len(found))) for pair, found in places.items()}
        self._size = np.array([len(letter_pairs(phrase.joined)) for phrase in self.phrases], dtype=np.float32)

    def nearest(self, joined: str, *, leave_out: int | None = None) -> list[Resemblance]:
        """Return the most similar phrases, best first; `leave_out` hides one phrase, by number, from itself."""
        numbers = self._retrieve(letter_pairs(joined))
        compared = (self._compare(joined, int(number)) for number in numbers if number != leave_out)
        return sorted(compared, key=lambda found: -found.similarity)

    def _retrieve(self, pairs: Iterable[str]) -> NDArray[np.intp]:
        known = [pair for pair in pairs if pair in self._places]
        if not known:
            return np.empty(0, dtype=np.intp)
        places = np.concatenate([self._places[pair] for pair in known])
        rarity = np.repeat(
            [self._rarity[pair] for pair in known], [len(self._places[pair]) for pair in known]
        )
        shared = np.bincount(places, weights=rarity, minlength=len(self.phrases)) / np.sqrt(
            self._size + len(known)
        )
        count = min(RETRIEVED, len(self.phrases))
        best = np.argpartition(-shared, count - 1)[:count]
        found: NDArray[np.intp] = best[shared[best] > 0]
        return found

    def _compare(self, joined: str, number: int) -> Resemblance:
        phrase = self.phrases[number]
        alike = 0.5 * (fuzz.ratio(joined, phrase.joined) + fuzz.token_set_ratio(joined, phrase.joined))
        return Resemblance(phrase, alike / 100)
