"""The feed of live updates. Pages ask for what came after the last number they saw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, delete, func, insert, select, text
from sqlalchemy.orm import Session

from app.store.history import Event
from app.store.rows import columns, read_all
from app.store.tables import EVENTS

COLUMNS = columns(EVENTS, Event)
_WAITING = "events"
_ONE_AT_A_TIME = 7_368_757
"""The number under which PostgreSQL lets one writer of events wait for another."""


def tell(session: Session, kind: str, *, shop_id: int, conversation_id: int | None, at: datetime) -> None:
    """Let pages know, once the transaction is kept. Of several alike in one transaction one is told."""
    waiting = session.info.setdefault(_WAITING, {})
    waiting[kind, shop_id, conversation_id] = at


def write_waiting(session: Session) -> None:
    """Write what was told, as the last thing of a transaction.

    Numbers must appear in their order, or a page that has seen a later one would miss an earlier one. SQLite has one
    writer anyway; on PostgreSQL the lock lasts from here to the commit, and no other lock is waited for within it.
    """
    waiting: dict[tuple[str, int, int | None], datetime] = session.info.pop(_WAITING, {})
    if not waiting:
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _ONE_AT_A_TIME})
    session.execute(_add(), [_as_row(*what, at) for what, at in waiting.items()])


@cache
def _add() -> Executable:
    return insert(EVENTS)


def _as_row(kind: str, shop_id: int, conversation_id: int | None, at: datetime) -> dict[str, Any]:
    return {"kind": kind, "shop_id": shop_id, "conversation_id": conversation_id, "at": at}


def read_last_id(session: Session) -> int:
    """Return the number of the newest event; 0 where there is none."""
    return session.scalar(select(func.max(EVENTS.c.id))) or 0


def list_events(session: Session, *, after: int, shop_ids: Sequence[int], limit: int = 200) -> tuple[Event, ...]:
    """Return what happened in the shops after event `after`, the oldest first."""
    statement = select(*COLUMNS).where(EVENTS.c.id > after, EVENTS.c.shop_id.in_(shop_ids))
    return read_all(session, Event, statement.order_by(EVENTS.c.id).limit(limit))


def forget_events(session: Session, *, before: datetime) -> None:
    """Delete what is older than `before`."""
    session.execute(delete(EVENTS).where(EVENTS.c.at < before))
