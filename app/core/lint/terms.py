"""What has been decided in a case, against which the promises of a text are held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from decimal import Decimal
from types import MappingProxyType

from app.model import Decision, Outcome

PROMISING_RULES = frozenset({"refund_timing"})
"""Rules whose deadline is the shop's own: the refund is due by then. The others run for the buyer."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The outcomes by rule, the amounts that may be promised, and by when the refund is due.

    `amounts` empty means that nobody has decided on one; `deadline` and `now` None that they are not known.
    """

    outcomes: Mapping[str, Outcome] = field(default_factory=lambda: MappingProxyType({}))
    amounts: tuple[Decimal, ...] = ()
    currency: str | None = None
    deadline: datetime | None = None
    now: datetime | None = None


def read_terms(
    decisions: Iterable[Decision],
    *,
    known: Iterable[Decimal] = (),
    now: datetime | None = None,
    zone: tzinfo | None = None,
) -> Terms:
    """Return the terms of a case; `known` are other amounts that belong to it, such as the price paid.

    Nothing is held against amounts where no decision gives one. `zone` is the one in which the buyer is told moments;
    None: that of the decision.
    """
    made = tuple(decisions)
    decided = [one.amount for one in made if one.amount is not None]
    quoted = [value for one in made for value in one.values.values() if isinstance(value, Decimal)]
    deadline = next((one.deadline for one in made if one.rule in PROMISING_RULES), None)
    return Terms(
        outcomes=MappingProxyType({one.rule: one.outcome for one in made}),
        amounts=(*decided, *quoted, *known) if decided else (),
        currency=next((one.currency for one in made if one.amount is not None), None),
        deadline=deadline.astimezone(zone) if deadline and zone else deadline,
        now=now,
    )
