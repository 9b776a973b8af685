"""The phrases a message resembles most: retrieved by rare shared letter pairs, then compared by rapidfuzz."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

RETRIEVED = 12
"""Phrases that are compared in earnest; more cost time and change nothing measurable."""
RAREST_PAIRS = 8
MOST_PLACES = 200
"""What is looked at for one message: its rarest pairs, and so many phrases for each, taken evenly, so that no
label's phrases are favoured. A pair that more phrases have tells them apart so little that some of them serve;
the cost stays the same however many there are."""

LETTER_BITS = 21
"""Enough for every character of Unicode, and for two million phrases: two letters and a phrase fit one integer."""
MASK = (1 << LETTER_BITS) - 1
Integers = NDArray[np.int64]


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
    return list(dict.fromkeys(map("".join, pairwise(letters)))) or [letters]


def _pairs_with_phrases(texts: Iterable[str]) -> Integers:
    """Return every letter pair of every text as one integer, pair before number of the text, sorted, each once.

    A text of a single letter has that letter, followed by nothing, for a pair; an empty text has none.
    """
    letters = "\0".join(texts).replace(" ", "") + "\0"
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    ends = codes == 0
    numbers = np.cumsum(ends)
    starts = np.concatenate(([True], ends[:-1]))
    first = ~ends[:-1] & (~ends[1:] | starts[:-1])
    places = np.flatnonzero(first)
    pairs = codes[places] << LETTER_BITS | codes[places + 1]
    keys = np.sort(pairs << LETTER_BITS | numbers[places])
    return keys[_changes(keys)]


def _changes(values: Integers) -> NDArray[np.intp]:
    """Return the places of sorted `values` at which another value begins. (`np.unique` takes fifty times as long.)"""
    return np.flatnonzero(np.diff(values, prepend=-1))


def _spell(pairs: Integers) -> list[str]:
    letters = np.stack([pairs >> LETTER_BITS, pairs & MASK], axis=1).astype(np.uint32)
    # numpy leaves out what is 0 at the end: the missing second letter.
    spelled: list[str] = letters.view("<U2").ravel().tolist()
    return spelled


class PhraseIndex:
    """Finds the phrases nearest to a message. Immutable once built.

    The phrases of pair number `n` are `_owners[_bounds[n] : _bounds[n + 1]]`.
    """

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        """Index `phrases` by their letter pairs."""
        self.phrases = tuple(phrases)
        keys = _pairs_with_phrases(phrase.joined for phrase in self.phrases)
        owners = keys & MASK
        pairs = keys >> LETTER_BITS
        first = _changes(pairs)
        counts = np.diff(first, append=len(keys))
        self._number_of = dict(zip(_spell(pairs[first]), range(len(first)), strict=True))
        self._rarity = np.log1p(max(len(self.phrases), 1) / counts)
        sizes = np.bincount(owners, minlength=len(self.phrases))
        self._scale = 1 / np.sqrt(np.maximum(sizes, 1).astype(np.float32))
        steps = -(-counts // MOST_PLACES)
        kept = (np.arange(len(keys)) - np.repeat(first, counts)) % np.repeat(steps, counts) == 0
        self._owners = owners[kept].astype(np.int32)
        self._bounds = np.concatenate(([0], np.cumsum(-(-counts // steps))))

    def nearest(self, joined: str, *, leave_out: int | None = None) -> list[Resemblance]:
        """Return the most similar phrases, best first; `leave_out` hides one phrase, by number, from itself."""
        numbers = self._retrieve(letter_pairs(joined))
        compared = [self._compare(joined, number) for number in numbers if number != leave_out]
        return sorted(compared, key=lambda found: -found.similarity)

    def _retrieve(self, pairs: Iterable[str]) -> list[int]:
        """Return the numbers of the phrases that share the most and rarest pairs, best first."""
        known = [number for number in map(self._number_of.get, pairs) if number is not None]
        if not known:
            return []
        rarest = np.array(known)[np.argsort(-self._rarity[known], kind="stable")[:RAREST_PAIRS]]
        bounds = zip(self._bounds[rarest].tolist(), self._bounds[rarest + 1].tolist(), strict=True)
        found = [self._owners[start:end] for start, end in bounds]
        places = np.concatenate(found)
        weights = np.repeat(self._rarity[rarest], [len(part) for part in found])
        shared = np.bincount(places, weights=weights, minlength=len(self.phrases))
        worth = shared[places] * self._scale[places]
        # A phrase stands in `places` once for each pair it shares, so so many of the best hold enough different ones.
        best = np.argsort(-worth)[: RETRIEVED * len(rarest)]
        return list(dict.fromkeys(places[best].tolist()))[:RETRIEVED]

    def _compare(self, joined: str, number: int) -> Resemblance:
        phrase = self.phrases[number]
        alike = 0.5 * (fuzz.ratio(joined, phrase.joined) + fuzz.token_set_ratio(joined, phrase.joined))
        return Resemblance(phrase, alike / 100)
