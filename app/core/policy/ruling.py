"""The shape of a rule and of what it rules, before it is put into words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

from app.core.policy.case import Case
from app.core.policy.terms import Term
from app.model import Figure, Outcome, Value

CALENDAR_END = "calendar_end"
BY_DELIVERY = "by_delivery"
NOTES = frozenset({CALENDAR_END, BY_DELIVERY})
"""Sentences of `because` that are added to a reason's own and are never a reason themselves."""


@dataclass(frozen=True, slots=True)
class Provisions:
    """The shop's own part of a rule: its figures on the platform, and the categories left out."""

    figures: Mapping[str, Figure]
    excluded: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Figure:
        """Return the figure `name`."""
        return self.figures[name]

    def number(self, name: str) -> int | str:
        """Return a count or percentage as it is quoted: whole numbers as int, others written out."""
        value = self.figures[name].value
        return int(value) if value == value.to_integral_value() else f"{value.normalize():f}"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule says: `figure` decided it, `notes` are sentences added, `deadline` is in UTC.

    In `values` a Decimal is money in `currency`; an int is a count, a percentage, hours or days.
    """

    outcome: Outcome
    reason: str
    figure: str = "window"
    amount: Decimal | None = None
    currency: str | None = None
    deadline: datetime | None = None
    used: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))


Judge: TypeAlias = Callable[[Case, Provisions], Ruling]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: how it judges, which figures it cannot do without, what its sentences and values may name.

    `reasons` gives for each reason the names that are always known with it, so its sentence may quote them.
    """

    id: str
    judge: Judge
    reasons: Mapping[str, frozenset[str]]
    figures: frozenset[str] = frozenset()
    extras: frozenset[str] = frozenset()

    @property
    def values(self) -> frozenset[str]:
        """Return every name that `Decision.values` can hold."""
        always = frozenset[str]().union(*self.reasons.values())
        return (always | self.extras) - {"amount", "deadline"}


def names(text: str = "") -> frozenset[str]:
    """Return the names in a line of words."""
    return frozenset(text.split())


def term_values(term: Term) -> dict[str, Value]:
    """Return what replies may quote of a term: its last day, and where the holiday calendar ended."""
    guessed = {"calendar_end": term.calendar_end} if term.calendar_end else {}
    return {"last_day": term.last_day, **guessed}


def term_notes(term: Term, *, received: str = "") -> tuple[str, ...]:
    """Return the notes that a term calls for: counted from delivery, counted beyond the calendar."""
    delivery = (BY_DELIVERY,) if received == "delivered_at" else ()
    return delivery + ((CALENDAR_END,) if term.calendar_end else ())
