"""Steps that were done in a conversation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.store.columns import LONGEST_NAME
from app.store.records import Tick
from app.store.rows import columns, insert, read_all
from app.store.tables import TICKS

COLUMNS = columns(TICKS, Tick)


def tick_step(session: Session, conversation_id: int, step: str, *, by: int | None, at: datetime) -> None:
    """Note that a step was done; who did it first stays named."""
    values = {"conversation_id": conversation_id, "step": step[:LONGEST_NAME], "done_by": by, "done_at": at}
    session.execute(insert(session, TICKS).values(values).on_conflict_do_nothing())


def untick_step(session: Session, conversation_id: int, step: str) -> None:
    """Note that a step is not done after all."""
    known = (TICKS.c.conversation_id == conversation_id, TICKS.c.step == step[:LONGEST_NAME])
    session.execute(delete(TICKS).where(*known))


def list_ticks(session: Session, conversation_id: int) -> tuple[Tick, ...]:
    """Return the steps that were done, in that order. A long step is cut to LONGEST_NAME characters."""
    statement = select(*COLUMNS).where(TICKS.c.conversation_id == conversation_id)
    return read_all(session, Tick, statement.order_by(TICKS.c.done_at, TICKS.c.step))
