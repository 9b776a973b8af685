"""The messages that are measured with, and phrases multiplied to see what more of them cost."""

from __future__ import annotations

import random
from collections.abc import Sequence

from app.core.nearest import Phrase

SEED = 20261121
TIMES = 10
ENDINGS = ("", "啊", "呢", "呀", "吧", "哦", "please", "thanks", "1", "2")
"""What a phrase is multiplied with: each makes another phrase of it."""


def shuffle_messages(texts: Sequence[str], *, count: int) -> list[str]:
    """Return `count` of `texts` in an order that is the same in every run; all of them where there are fewer."""
    shuffled = sorted(set(texts))
    random.Random(SEED).shuffle(shuffled)  # noqa: S311  chosen to be repeatable, not to be secret
    return shuffled[:count]


def multiply_phrases(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Return TIMES as many phrases: each as it is, and with each of the endings."""
    return [_end(phrase, ending) for ending in ENDINGS for phrase in phrases]


def _end(phrase: Phrase, ending: str) -> Phrase:
    if not ending:
        return phrase
    token = "#" if ending.isdigit() else ending
    return Phrase(f"{phrase.text} {ending}", f"{phrase.joined} {token}", phrase.label)
