"""Faults of phrases: the same one twice, one almost the same elsewhere, one that is no phrase (I203, I211, I212)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from app.core.definitions import Intent
from app.core.pattern import Pattern
from app.core.slots.contacts import ABROAD, EMAIL, LANDLINE, MOBILE
from app.core.text import URL
from app.library.alike import find_alike
from app.library.catalogue.intents import PHRASES
from app.library.problems import fill
from app.library.shelf import Shelf, Written
from app.model import Bilingual, Problem

LONGEST = 300
"""Characters of the longest phrase: nobody says more in one matter."""
SAME_BUT_A_MARK = 97
"""From this likeness on two intents cannot be told apart by the phrases, and the library is not used."""

_MARKS = Pattern(r"[\W_]+")
_MAY_BE_CONTACT = Pattern(r"[@:.]|\d[\d\s()-]{6}")
_CONTACTS = (
    ("link", (URL,)),
    ("email", (EMAIL,)),
    ("phone", (MOBILE, LANDLINE, ABROAD)),
)

Keys = tuple[str | int, ...]


class Said(NamedTuple):
    """One phrase: as compared, as written, and where."""

    bare: str
    text: str
    intent: Written[Intent]
    keys: Keys

    @property
    def place(self) -> str:
        """Return the path and line where it is written."""
        return f"{self.intent.path}:{self.intent.line(*self.keys)}"

    def problem(self, code: str, **fields: str | int | Bilingual) -> Problem:
        """Return a problem at this phrase."""
        return self.intent.problem(code, *self.keys, **fields)


def check_phrases(shelf: Shelf) -> Iterator[Problem]:
    """Yield every fault of the phrases of the intents that are in use."""
    said = [phrase for intent in shelf.active_intents for phrase in _read_phrases(intent)]
    yield from _check_same(said)
    yield from _check_alike(said)
    for intent in shelf.active_intents:
        yield from _check_fit(intent)


def list_phrases(intent: Intent) -> Iterator[tuple[Keys, str]]:
    """Yield every phrase of an intent with its place in the file."""
    for number, text in enumerate(intent.says.zh):
        yield ("says", "zh", number), text
    for number, text in enumerate(intent.says.en):
        yield ("says", "en", number), text
    for number, row in enumerate(intent.together):
        yield ("together", number, "text"), row.text


def clean_phrase(text: str) -> str:
    """Return a phrase without what makes no difference: width, case, punctuation, spaces.

    A phrase of nothing but punctuation keeps it.
    """
    folded = _fold(text)
    return _MARKS.sub("", folded) or folded


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _read_phrases(intent: Written[Intent]) -> Iterator[Said]:
    for keys, text in list_phrases(intent.value):
        yield Said(clean_phrase(text), text, intent, keys)


def _check_same(said: Iterable[Said]) -> Iterator[Problem]:
    first: dict[str, Said] = {}
    for phrase in said:
        other = first.setdefault(phrase.bare, phrase)
        if other is not phrase:
            yield phrase.problem("I203", text=phrase.text, other=other.place)


def _check_alike(said: Sequence[Said]) -> Iterator[Problem]:
    owners = [phrase.intent.value.id for phrase in said]
    for found in find_alike([phrase.bare for phrase in said], owners=owners):
        earlier, later = said[found.earlier], said[found.later]
        alike = int(found.likeness)
        problem = later.problem("I211", text=later.text, like=earlier.text, other=earlier.place, alike=alike)
        yield problem if found.likeness >= SAME_BUT_A_MARK else replace(problem, severity="warning")


def _check_fit(intent: Written[Intent]) -> Iterator[Problem]:
    """Yield phrases, near-misses too, that are too long or hold contact data."""
    near_misses = ((("not_this", number, "text"), row.text) for number, row in enumerate(intent.value.not_this))
    for keys, text in (*list_phrases(intent.value), *near_misses):
        if len(text) > LONGEST:
            wrong = fill(PHRASES["long"], count=len(text), most=LONGEST)
            yield intent.problem("I212", *keys, wrong=wrong)
        for kind in _find_contacts(text):
            yield intent.problem("I212", *keys, wrong=PHRASES[kind])


def _find_contacts(text: str) -> Iterator[str]:
    """Yield what kinds of contact data stand in `text`. The data themselves are kept out of messages."""
    folded = _fold(text)
    if not _MAY_BE_CONTACT.search(folded):
        return
    for kind, patterns in _CONTACTS:
        if any(pattern.search(folded) for pattern in patterns):
            yield kind
