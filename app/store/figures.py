"""Figures of a day: what came in, how fast it was answered, what became of the drafts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.store.records import Message
from app.store.rows import columns, read_all
from app.store.tables import DRAFTS, MESSAGES


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` on and before `till`, in these shops."""

    shop_ids: tuple[int, ...]
    since: datetime
    till: datetime


@dataclass(frozen=True, slots=True)
class Answering:
    """How fast buyers were answered where the clock ran: the seconds of each wait, and how many were too long.

    `still_waiting` counts waits that have not ended; those past the clock at the time of asking are `late` too.
    """

    seconds: tuple[float, ...]
    in_time: int
    late: int
    still_waiting: int


@dataclass(frozen=True, slots=True)
class DraftFigures:
    """What became of one reply's drafts. `median_edit_distance` is None where none was edited."""

    template: str
    sent: int
    edited: int
    rejected: int
    median_edit_distance: float | None


def count_by_intent_and_hour(
    session: Session, period: Period, *, zone: ZoneInfo
) -> Mapping[tuple[str | None, int], int]:
    """Return how many buyers' messages came per intent (None: not understood) and hour of the day in `zone`."""
    rows = session.execute(select(MESSAGES.c.intent, MESSAGES.c.received_at).where(*_received(period)))
    return Counter((intent, received_at.astimezone(zone).hour) for intent, received_at in rows)


def measure_answering(session: Session, period: Period, *, now: datetime) -> Answering:
    """Return how fast the messages of the period that started the clock were answered."""
    ran = select(MESSAGES.c.received_at, MESSAGES.c.clock_due_at, MESSAGES.c.answered_at).where(
        *_received(period), MESSAGES.c.clock_due_at.is_not(None)
    )
    waits = [(received, due or now, answered) for received, due, answered in session.execute(ran)]
    late = sum((answered or now) > due for _, due, answered in waits)
    in_time = sum(answered is not None and answered <= due for _, due, answered in waits)
    seconds = tuple((answered - received).total_seconds() for received, _, answered in waits if answered)
    return Answering(seconds, in_time, late, len(waits) - len(seconds))


def count_by_reply(session: Session, period: Period) -> tuple[DraftFigures, ...]:
    """Return what became of the drafts decided in the period, per reply, the most used first."""
    decided = (
        DRAFTS.c.shop_id.in_(period.shop_ids),
        DRAFTS.c.decided_at >= period.since,
        DRAFTS.c.decided_at < period.till,
    )
    states: dict[str, Counter[str]] = defaultdict(Counter)
    distances: dict[str, list[float]] = defaultdict(list)
    for template, state, distance in session.execute(
        select(DRAFTS.c.template, DRAFTS.c.state, DRAFTS.c.edit_distance).where(*decided)
    ):
        states[template][state] += 1
        if state == "edited" and distance is not None:
            distances[template].append(distance)
    figures = (_sum_up(template, states[template], distances[template]) for template in states)
    return tuple(sorted(figures, key=lambda row: (-row.sent - row.edited - row.rejected, row.template)))


def _sum_up(template: str, states: Counter[str], distances: Sequence[float]) -> DraftFigures:
    middle = median(distances) if distances else None
    return DraftFigures(template, states["sent"], states["edited"], states["rejected"], middle)


def count_abstained(session: Session, period: Period) -> int:
    """Return how many buyers' messages of the period were not understood."""
    statement = select(func.count()).select_from(MESSAGES).where(*_received(period), MESSAGES.c.abstained.is_(True))
    return session.scalar(statement) or 0


def list_abstained(session: Session, period: Period, *, limit: int = 20) -> tuple[Message, ...]:
    """Return the latest buyers' messages of the period that were not understood."""
    statement = select(*columns(MESSAGES, Message)).where(*_received(period), MESSAGES.c.abstained.is_(True))
    return read_all(session, Message, statement.order_by(MESSAGES.c.received_at.desc()).limit(limit))


def _received(period: Period) -> tuple[Any, ...]:
    return (
        MESSAGES.c.shop_id.in_(period.shop_ids),
        MESSAGES.c.received_at >= period.since,
        MESSAGES.c.received_at < period.till,
        MESSAGES.c.author == "buyer",
    )
