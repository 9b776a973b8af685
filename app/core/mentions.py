"""Whether a message holds one of some words: what a reply's `says` and a fact's `given` ask."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.core.definitions import Phrases

_WORD = re.compile(r"[a-z0-9']+")
_BLANK = re.compile(r"\s+")


def mentions(text: str, wanted: Phrases) -> bool:
    """Return whether a cleaned `text` holds one of the `wanted` words; Chinese anywhere, English as whole words."""
    tight = _BLANK.sub("", text)
    if any(_BLANK.sub("", word.lower()) in tight for word in wanted.zh):
        return True
    heard = _WORD.findall(text)
    known, spoken = frozenset(heard), _space(heard)
    return any(_may_stand(word.lower(), known) and _space(_WORD.findall(word.lower())) in spoken for word in wanted.en)


def _may_stand(word: str, known: frozenset[str]) -> bool:
    """Return whether a phrase may be among the `known` words by its first one; sorts most out without a search."""
    first = word.partition(" ")[0]
    return first in known or not first.isalnum()


def _space(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "
