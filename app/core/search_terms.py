"""The terms by which texts are found: characters and pairs of them, whole words and numbers, their beginnings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

_PIECE = re.compile(r"(?P<run>[\u3400-\u4dbf\u4e00-\u9fff]+)|[^\W\u3400-\u4dbf\u4e00-\u9fff_]+")
SHORTEST_BEGINNING = 3
"""Letters of a word's beginning by which it is found; a whole word is found however short it is."""
LONGEST_TERM = 32
"""Letters of a word or number that are looked at."""


def find_terms(text: str) -> frozenset[str]:
    """Return every term by which `text` can be found."""
    return frozenset(_yield_terms(text))


def ask_terms(query: str) -> tuple[str, ...]:
    """Return the terms a text must all have to be found by `query`; nothing where it holds no letter or digit."""
    asked: list[str] = []
    for run, word in _cut(query):
        asked += [word] if word else map("".join, pairwise(run)) if len(run) > 1 else [run]
    return tuple(dict.fromkeys(asked))


def _yield_terms(text: str) -> Iterator[str]:
    for run, word in _cut(text):
        yield from run
        yield from map("".join, pairwise(run))
        if word:
            yield word
            yield from (word[:length] for length in range(SHORTEST_BEGINNING, len(word)))


def _cut(text: str) -> Iterator[tuple[str, str]]:
    """Yield the runs of Chinese characters and the words between them: one of the two is empty each time."""
    for piece in _PIECE.finditer(unicodedata.normalize("NFKC", text).casefold()):
        run = piece["run"] or ""
        yield run, "" if run else piece.group()[:LONGEST_TERM]
