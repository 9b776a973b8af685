"""The sentence that says why: a shop's wording with its {places} filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from app.core.definitions import Policy
from app.core.pattern import Pattern
from app.core.policy.case import Case
from app.core.policy.ruling import Ruling
from app.core.wording import write_value
from app.model import Bilingual, Language, Value

PLACE = Pattern(r"\{([a-z][a-z0-9_]*)\}")


def places(sentence: str) -> frozenset[str]:
    """Return the names that a sentence quotes."""
    return frozenset(PLACE.findall(sentence))


def write_because(ruling: Ruling, *, case: Case, policy: Policy) -> Bilingual:
    """Return why, in both languages: the reason's sentence, then its notes."""
    words = [policy.because[code] for code in (ruling.reason, *ruling.notes)]
    values = quotable(ruling)
    return Bilingual(
        zh="".join(fill(one.zh, values=values, write=writer(ruling, case=case, language="zh")) for one in words),
        en=" ".join(fill(one.en, values=values, write=writer(ruling, case=case, language="en")) for one in words),
    )


def quotable(ruling: Ruling) -> dict[str, Value]:
    """Return every value that the ruling's sentence may name."""
    own: dict[str, Value | None] = {"amount": ruling.amount, "deadline": ruling.deadline}
    return {**ruling.values, **{name: value for name, value in own.items() if value is not None}}


def writer(ruling: Ruling, *, case: Case, language: Language) -> Callable[[Value], str]:
    """Return the function that writes this ruling's values in `language`."""
    return partial(write_value, language=language, timezone=case.timezone, currency=ruling.currency, now=case.now)


def fill(sentence: str, *, values: Mapping[str, Value], write: Callable[[Value], str]) -> str:
    """Return the sentence with its places filled; what is filled in is never read again as a place."""
    return PLACE.sub(lambda place: write(values[place[1]]), sentence)
