"""Whether a message holds one of some words: what a reply's `says` and a fact's `given` ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.core.definitions import Phrases
from app.model import Language

LANGUAGES: tuple[Language, Language] = ("zh", "en")
_WORD = re.compile(r"[a-z0-9']+")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """How much of a message one word takes, in letters, and how many letters still stand behind its beginning.

    The greater one says more, or as much and earlier; two are equal only where they are the same word.
    """

    letters: int
    behind: int


def mentions(text: str, wanted: Phrases) -> bool:
    """Return whether a cleaned `text` holds one of the `wanted` words; Chinese anywhere, English as whole words."""
    tight = _BLANK.sub("", text)
    if any(_BLANK.sub("", word.lower()) in tight for word in wanted.zh):
        return True
    heard = _WORD.findall(text)
    known, spoken = frozenset(heard), _space(heard)
    return any(_may_stand(word.lower(), known) and _space(_WORD.findall(word.lower())) in spoken for word in wanted.en)


def find_longest(text: str, wanted: Phrases) -> Mention | None:
    """Return the longest of the `wanted` words that a cleaned `text` holds, the earliest of several; None for none."""
    tight, spoken = _BLANK.sub("", text), _space(_WORD.findall(text))
    sought = ((tight, _spell_words(wanted.zh, "zh")), (spoken, _spell_words(wanted.en, "en")))
    places = ((whole, word, whole.find(word)) for whole, words in sought for word in words)
    return max((Mention(len(word), len(whole) - at) for whole, word, at in places if at >= 0), default=None)


def find_shared(one: Phrases, other: Phrases) -> tuple[str, ...]:
    """Return the words that two lists hold both, however they are spaced: between them neither says more."""
    return tuple(
        word.strip()
        for language in LANGUAGES
        for word in dict.fromkeys(_spell_words(getattr(one, language), language))
        if word in set(_spell_words(getattr(other, language), language))
    )


def _spell_words(words: Iterable[str], language: Language) -> Iterator[str]:
    for word in words:
        yield _BLANK.sub("", word.lower()) if language == "zh" else _space(_WORD.findall(word.lower()))


def _may_stand(word: str, known: frozenset[str]) -> bool:
    """Return whether a phrase may be among the `known` words by its first one; sorts most out without a search."""
    first = word.partition(" ")[0]
    return first in known or not first.isalnum()


def _space(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "
