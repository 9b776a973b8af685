"""The terms by which texts are found: characters and pairs of them, words and numbers, their beginnings, initials."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise, product

from app.core.pattern import Pattern

_PIECE = Pattern(r"(?P<run>[\u3400-\u4dbf\u4e00-\u9fff]+)|[^\W\u3400-\u4dbf\u4e00-\u9fff_]+")
SHORTEST_BEGINNING = 3
"""Letters of a word's beginning by which it is found; a whole word is found however short it is."""
LONGEST_TERM = 32
"""Letters of a word or number that are looked at."""
INITIALS = "~"
"""What marks a term made of initials, and stands in no other."""
MOST_READINGS = 4
_INITIALS_LONG, _INITIALS_SHORT = 3, 2
_LETTERS = Pattern(r"[a-z]{2,}")


def find_terms(text: str) -> frozenset[str]:
    """Return every term by which `text` can be found as it is written."""
    return frozenset(_yield_terms(text))


def find_initials(text: str, sounds: Mapping[str, str]) -> frozenset[str]:
    """Return the terms by which the Chinese in `text` is found by the first letters of how it sounds.

    `sounds` gives the toneless pinyin of a character. 林小姐 is found by `lxj`, `lx` and `xj`.
    """
    heard = ("".join(sounds[letter][0] for letter in run) for run, _ in _cut(text) if run)
    sizes = (_INITIALS_SHORT, _INITIALS_LONG)
    return frozenset(term for initials in heard for size in sizes for term in _cut_initials(initials, size))


def ask_readings(query: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to read a query, each the terms a text must all have to be found by it; nothing for no letter.

    As it is written comes first; then each of its words of Latin letters may as well be initials of Chinese.
    """
    if not ask_terms(query):
        return ()
    choices = [_read_piece(run, word) for run, word in _cut(query)]
    readings = islice(product(*choices), MOST_READINGS)
    return tuple(dict.fromkeys(tuple(dict.fromkeys(term for piece in one for term in piece)) for one in readings))


def ask_terms(query: str) -> tuple[str, ...]:
    """Return the terms a text must all have to be found by `query`; nothing where it holds no letter or digit."""
    asked: list[str] = []
    for run, word in _cut(query):
        asked += _ask_piece(run, word)
    return tuple(dict.fromkeys(asked))


def _ask_piece(run: str, word: str) -> tuple[str, ...]:
    return (word,) if word else tuple(map("".join, pairwise(run))) if len(run) > 1 else (run,)


def _read_piece(run: str, word: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to read one piece of a query."""
    written = _ask_piece(run, word)
    if not _LETTERS.fullmatch(word):
        return (written,)
    size = _INITIALS_LONG if len(word) >= _INITIALS_LONG else _INITIALS_SHORT
    return written, tuple(_cut_initials(word, size))


def _cut_initials(initials: str, size: int) -> Iterator[str]:
    return (INITIALS + initials[at : at + size] for at in range(len(initials) - size + 1))


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
