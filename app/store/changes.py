"""What was changed in registers: who, when, from what to what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.store.kept import Change
from app.store.rows import columns, read_all, read_new
from app.store.tables import REGISTER_CHANGES

COLUMNS = columns(REGISTER_CHANGES, Change)


def note_change(
    session: Session, row_id: int, what: str, changes: Mapping[str, Any], *, batch: str, at: datetime, by: int | None
) -> Change:
    """Write down a change, {column: [from, to]}, and return it."""
    values = {
        "row_id": row_id,
        "batch": batch,
        "what": what,
        "changes": dict(changes),
        "user_id": by,
        "at": at,
        "undone_at": None,
    }
    return read_new(session, Change, insert(REGISTER_CHANGES).values(values).returning(*COLUMNS))


def list_changes(session: Session, row_id: int) -> tuple[Change, ...]:
    """Return what was changed in a row, the latest first."""
    statement = select(*COLUMNS).where(REGISTER_CHANGES.c.row_id == row_id)
    return read_all(session, Change, statement.order_by(REGISTER_CHANGES.c.id.desc()))


def list_batch(session: Session, batch: str) -> tuple[Change, ...]:
    """Return what was changed together, row by row."""
    statement = select(*COLUMNS).where(REGISTER_CHANGES.c.batch == batch)
    return read_all(session, Change, statement.order_by(REGISTER_CHANGES.c.row_id, REGISTER_CHANGES.c.id))


def mark_undone(session: Session, batch: str, *, at: datetime) -> None:
    """Write down that what was changed together does not stand any more."""
    statement = update(REGISTER_CHANGES).where(REGISTER_CHANGES.c.batch == batch)
    session.execute(statement.values(undone_at=at))
