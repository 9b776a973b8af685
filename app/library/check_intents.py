"""Faults of intents: their names, counts, cues and neighbours (I201, I202, I206, I207)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal

from app.core.definitions import Intent
from app.library.check_phrases import Keys, list_phrases
from app.library.problems import suggest
from app.library.shelf import Named, Shelf, Written
from app.model import Bilingual, Problem

HEART = frozenset({"color_difference", "sizing", "price_difference", "refund_howto", "parcel_not_received"})
HEART_LEAST, LEAST = 40, 20
"""Fewest phrases in each language: of the intents a desk lives by, and of the others."""

_LANGUAGES: tuple[Literal["zh", "en"], ...] = ("zh", "en")
_NAMES = {"zh": Bilingual("中文", "Chinese"), "en": Bilingual("英文", "English")}


def check_intents(shelf: Shelf) -> Iterator[Problem]:
    """Yield every fault of the intents that are in use, and names used twice in any of them."""
    yield from _check_names(shelf)
    for intent in shelf.active_intents:
        yield from _check_counts(intent)
        yield from _check_cues(intent)
        yield from _check_neighbours(intent, shelf=shelf)


def _check_names(shelf: Shelf) -> Iterator[Problem]:
    groups: tuple[Sequence[Named], ...] = (shelf.intents, shelf.policies, shelf.heads)
    for group in groups:
        first: dict[str, str] = {}
        for written in group:
            other = first.setdefault(written.value.id, written.path)
            if other != written.path:
                yield written.problem("I201", "id", id=written.value.id, other=other)


def _check_counts(intent: Written[Intent]) -> Iterator[Problem]:
    least = HEART_LEAST if intent.value.id in HEART else LEAST
    for language in _LANGUAGES:
        count = len(getattr(intent.value.says, language))
        if count < least:
            yield intent.problem("I202", "says", language, count=count, least=least, language=_NAMES[language])


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _check_cues(intent: Written[Intent]) -> Iterator[Problem]:
    phrases = _fold("\n".join(text for _, text in list_phrases(intent.value)))
    for language in _LANGUAGES:
        cues = getattr(intent.value.words, language)
        for strength in ("strong", "weak"):
            for number, word in enumerate(getattr(cues, strength)):
                if _fold(word) not in phrases:
                    yield intent.problem("I207", "words", language, strength, number, word=word)


def _check_neighbours(intent: Written[Intent], *, shelf: Shelf) -> Iterator[Problem]:
    """Yield near-misses, companions and covered matters that name an intent which is not in use."""
    known = {other.value.id for other in shelf.active_intents} | shelf.names_unread("intent")
    named: list[tuple[Keys, str]] = [
        (("not_this", number, "is"), row.belongs_to) for number, row in enumerate(intent.value.not_this)
    ]
    named.extend((("covers", number), name) for number, name in enumerate(intent.value.covers))
    for number, companion in enumerate(intent.value.together):
        named.extend((("together", number, "also", at), name) for at, name in enumerate(companion.also))
    for keys, name in named:
        if name not in known:
            yield intent.problem("I206", *keys, name=name, hint=suggest(name, known))
