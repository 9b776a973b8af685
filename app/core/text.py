"""Cleaning one message for matching, while every place can still be found in the original."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from app.core.pattern import Pattern
from app.model import Span

URL = Pattern(r"(?:https?://|www\.)[a-z0-9][^\s\u3000-\u9fff\uff00-\uffef]*", re.IGNORECASE)
LONGEST_RUN = 2
LONGEST_LATIN_RUN = 3
"""A letter or mark repeated more often says no more than repeated this often. Three, for the size XXXL."""

_TYPOGRAPHIC = {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "。": ".", "、": ",", "…": "."}


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A message made ready for matching.

    `offsets[i]` is the place in `original` that character `i` of `text` came from; both end with the
    length, so spans of `text` map back without a special case at the end.
    """

    original: str
    text: str
    offsets: tuple[int, ...]

    def to_original(self, span: Span) -> Span:
        """Return the span of `original` that a non-empty span of `text` came from."""
        start, end = span
        return self.offsets[start], self.offsets[end - 1] + 1


class CharacterTable(dict[str, str]):
    """What each character becomes: NFKC, lower case, simplified; emoji and controls a space, a new line a `;`.

    Marks that nobody sees or that ride on a letter (zero-width spaces, accents) leave nothing: they part no word.

    Filled as characters are met, so that a message costs one look-up per character.
    """

    def __init__(self, simplified: Mapping[int, str]) -> None:
        """Take the traditional → simplified table, as `str.translate` takes it."""
        super().__init__()
        self._simplified = simplified

    def __missing__(self, character: str) -> str:
        """Work out, remember and return what `character` becomes."""
        if character == "\n":
            result = ";"
        elif _hush(character) != character:
            result = _hush(character)
        else:
            folded = unicodedata.normalize("NFKC", _TYPOGRAPHIC.get(character, character))
            letters = folded.lower().translate(self._simplified)
            result = "".join(_hush(_TYPOGRAPHIC.get(letter, letter)) for letter in letters)
        self[character] = result
        return result


def _hush(character: str) -> str:
    """Return a space for what says nothing (controls, emoji, surrogates), nothing for marks, else the character."""
    category = unicodedata.category(character)
    if category in {"Cf", "Mn", "Me"}:
        return ""
    return " " if category[0] == "C" or category in {"So", "Sk"} else character


def clean(original: str, table: CharacterTable) -> Cleaned:
    """Return `original` cleaned: links dropped, repeats shortened, white space single, ends trimmed."""
    hidden = {place for match in URL.finditer(original) for place in range(*match.span())}
    while True:
        cleaned = _fold(original, table, hidden)
        # A link in full-width letters is one only once it is folded.
        links = [cleaned.offsets[slice(*match.span())] for match in URL.finditer(cleaned.text)]
        if not links:
            return cleaned
        hidden.update(*links)


def _fold(original: str, table: CharacterTable, hidden: set[int]) -> Cleaned:
    letters: list[str] = []
    offsets: list[int] = []
    for place, character in enumerate(original):
        for letter in " " if place in hidden else table[character]:
            if _adds_something(letters, letter):
                letters.append(" " if letter.isspace() else letter)
                offsets.append(place)
    if letters and letters[-1] == " ":
        letters.pop()
        offsets.pop()
    return Cleaned(original, "".join(letters), (*offsets, len(original)))


def _adds_something(letters: list[str], letter: str) -> bool:
    if letter.isspace():
        return bool(letters) and letters[-1] != " "
    longest = LONGEST_LATIN_RUN if letter.isascii() and letter.isalpha() else LONGEST_RUN
    if letter.isdigit() or len(letters) < longest:
        return True
    return any(letter != earlier for earlier in letters[-longest:])


CLAUSE_END = Pattern(r"[,;!?~]+|\.(?!\d)")


def split_clauses(text: str) -> tuple[Span, ...]:
    """Return the spans of the clauses of a cleaned text, in order, none empty."""
    ends = [0, *(place for match in CLAUSE_END.finditer(text) for place in (match.end(),)), len(text)]
    spans = ((start, end) for start, end in pairwise(ends) if text[start:end].strip(" ,.;!?~"))
    return tuple(spans)


def bare(text: str) -> str:
    """Return what is compared where two cleaned texts may count as the same: letters and digits alone."""
    return "".join(character for character in text if character.isalnum())
