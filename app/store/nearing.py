"""Conversations that are due soon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.store.conversations import COLUMNS
from app.store.records import Conversation
from app.store.rows import read_all
from app.store.tables import CONVERSATIONS

WORKED_ON = ("open", "escalated")


def list_near(
    session: Session, shop_ids: Sequence[int], *, now: datetime, clock_till: datetime, till: datetime, limit: int = 500
) -> tuple[Conversation, ...]:
    """Return what is due from now until `till`, the soonest first; what its response clock makes due, `clock_till`."""
    due, clock = CONVERSATIONS.c.due_at, CONVERSATIONS.c.clock_due_at
    by_clock = due == clock
    near = or_(by_clock & (due <= clock_till), or_(clock.is_(None), due != clock) & (due <= till))
    worked_on = (CONVERSATIONS.c.shop_id.in_(shop_ids), CONVERSATIONS.c.state.in_(WORKED_ON))
    statement = select(*COLUMNS).where(*worked_on, due > now, near).order_by(due, CONVERSATIONS.c.id)
    return read_all(session, Conversation, statement.limit(limit))
