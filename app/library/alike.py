"""Finding texts that are almost the same among many thousands, without comparing every pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

ALIKE = 93
"""Least likeness in percent: one letter of a text of fifteen may differ."""
SHORTEST = 6
"""Letters a text needs: in a shorter one a single letter is the matter."""
LONGER = 1.16
"""How many times as long one of two texts can be that are so much alike."""
NEIGHBOURS = 50
"""How many texts of the same beginning are looked at after each, so that no library takes long."""


@dataclass(frozen=True, slots=True, order=True)
class Alike:
    """Two texts by their places in the list, and how alike they are in percent."""

    earlier: int
    later: int
    likeness: float


def find_alike(texts: Sequence[str], *, owners: Sequence[str]) -> list[Alike]:
    """Return the pairs of texts of different owners that are almost, but not quite, the same, in order.

    Where two texts differ in one place only, they begin or end alike for at least two fifths of their length. So
    neighbours in the order of the texts read forwards, and backwards, are all that need comparing.
    """
    found = {pair for ways in (list(texts), [text[::-1] for text in texts]) for pair in _compare(ways, owners)}
    return sorted(found)


def _compare(texts: Sequence[str], owners: Sequence[str]) -> Iterator[Alike]:
    for place, other in _list_neighbours(texts, owners):
        likeness = fuzz.ratio(texts[place], texts[other], score_cutoff=ALIKE)
        if likeness and texts[place] != texts[other]:
            yield Alike(min(place, other), max(place, other), likeness)


def _list_neighbours(texts: Sequence[str], owners: Sequence[str]) -> Iterator[tuple[int, int]]:
    order = sorted((place for place, text in enumerate(texts) if len(text) >= SHORTEST), key=texts.__getitem__)
    for at, place in enumerate(order):
        length, owner = len(texts[place]), owners[place]
        beginning, most = texts[place][: 2 * length // 5], length * LONGER
        for other in order[at + 1 : at + 1 + NEIGHBOURS]:
            text = texts[other]
            if not text.startswith(beginning):
                break
            if owners[other] != owner and length <= len(text) * LONGER and len(text) <= most:
                yield place, other
