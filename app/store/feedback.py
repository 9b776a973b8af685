"""What agents said messages really mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Executable, insert, select
from sqlalchemy.orm import Session

from app.store.history import Feedback
from app.store.rows import columns, read_all
from app.store.tables import FEEDBACK

COLUMNS = columns(FEEDBACK, Feedback)


def add_feedback(
    session: Session,
    message_id: int,
    *,
    was: Sequence[str],
    intents: Sequence[str],
    by: int | None,
    at: datetime,
) -> Feedback:
    """Keep what a message was taken for (nothing: it was not understood) and what it means; return it."""
    values = {"message_id": message_id, "was": list(was), "intents": list(intents), "user_id": by, "at": at}
    return _read(session, insert(FEEDBACK).values(values).returning(*COLUMNS))[0]


def list_feedback_of(session: Session, message_id: int) -> tuple[Feedback, ...]:
    """Return what was said about a message, the latest last."""
    return _read(session, select(*COLUMNS).where(FEEDBACK.c.message_id == message_id).order_by(FEEDBACK.c.id))


def list_feedback(session: Session, *, since: datetime, till: datetime) -> tuple[Feedback, ...]:
    """Return what was said from `since` on and before `till`, the earliest first."""
    within = (FEEDBACK.c.at >= since, FEEDBACK.c.at < till)
    return _read(session, select(*COLUMNS).where(*within).order_by(FEEDBACK.c.at, FEEDBACK.c.id))


def _read(session: Session, statement: Executable) -> tuple[Feedback, ...]:
    found = read_all(session, Feedback, statement)
    return tuple(replace(one, was=tuple(one.was), intents=tuple(one.intents)) for one in found)
