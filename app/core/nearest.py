"""The phrases a message resembles most: retrieved by rare shared letter pairs, then compared by rapidfuzz."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

RETRIEVED = 12
"""Phrases that are compared in earnest; more cost time and change nothing measurable."""
RAREST_PAIRS = 8
MOST_PLACES = 200
"""What is looked at for one message: its rarest pairs, and so many phrases for each. A pair that more phrases
have tells them apart so little that some of them serve; the cost stays the same however many there are."""


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


def _spread(places: list[int]) -> list[int]:
    """Return at most MOST_PLACES of `places`, taken evenly, so that no label's phrases are favoured."""
    return places[:: -(-len(places) // MOST_PLACES)]


class PhraseIndex:
    """Finds the phrases nearest to a message. Immutable once built."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        """Index `phrases` by their letter pairs."""
        self.phrases = tuple(phrases)
        places: dict[str, list[int]] = {}
        for number, phrase in enumerate(self.phrases):
            for pair in letter_pairs(phrase.joined):
                places.setdefault(pair, []).append(number)
        self._places = {pair: np.array(_spread(found), dtype=np.int32) for pair, found in places.items()}
        total = max(len(self.phrases), 1)
        self._rarity = {pair: float(np.log1p(total / len(found))) for pair, found in places.items()}
        sizes = [len(letter_pairs(phrase.joined)) for phrase in self.phrases]
        self._scale = 1 / np.sqrt(np.array(sizes, dtype=np.float32))

    def nearest(self, joined: str, *, leave_out: int | None = None) -> list[Resemblance]:
        """Return the most similar phrases, best first; `leave_out` hides one phrase, by number, from itself."""
        numbers = self._retrieve(letter_pairs(joined))
        compared = (self._compare(joined, number) for number in numbers if number != leave_out)
        return sorted(compared, key=lambda found: -found.similarity)

    def _retrieve(self, pairs: Iterable[str]) -> list[int]:
        """Return the numbers of the phrases that share the most and rarest pairs, best first."""
        rarity = self._rarity
        known = sorted((pair for pair in pairs if pair in rarity), key=rarity.__getitem__, reverse=True)[:RAREST_PAIRS]
        if not known:
            return []
        found = [self._places[pair] for pair in known]
        places = np.concatenate(found)
        weights = np.repeat([rarity[pair] for pair in known], [len(part) for part in found])
        shared = np.bincount(places, weights=weights, minlength=len(self.phrases))
        worth = shared[places] * self._scale[places]
        # A phrase stands in `places` once for each pair it shares, so so many of the best hold enough different ones.
        best = np.argsort(-worth)[: RETRIEVED * len(known)]
        return list(dict.fromkeys(places[best].tolist()))[:RETRIEVED]

    def _compare(self, joined: str, number: int) -> Resemblance:
        phrase = self.phrases[number]
        alike = 0.5 * (fuzz.ratio(joined, phrase.joined) + fuzz.token_set_ratio(joined, phrase.joined))
        return Resemblance(phrase, alike / 100)
