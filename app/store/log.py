"""The after-sales log (R6): what was agreed, promised, done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, insert, select
from sqlalchemy.orm import Session

from app.store.cursors import cut, read_cursor
from app.store.history import LogEntry
from app.store.records import Conversation, Page
from app.store.rows import columns, read_all, read_new, select_known
from app.store.tables import LOG

COLUMNS = columns(LOG, LogEntry)


def add_entry(
    session: Session,
    conversation: Conversation,
    kind: str,
    text: str,
    *,
    at: datetime,
    by: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> LogEntry:
    """Write a line about a conversation (and its order, where it has one) and return it."""
    values = {
        "shop_id": conversation.shop_id,
        "conversation_id": conversation.id,
        "order_no": conversation.order_no,
        "kind": kind,
        "text": text,
        "data": dict(data or {}),
        "user_id": by,
        "at": at,
    }
    return read_new(session, LogEntry, insert(LOG).values(values).returning(*COLUMNS))


def list_entries_of(session: Session, conversation: Conversation) -> tuple[LogEntry, ...]:
    """Return the log of a conversation, the oldest line first."""
    return read_all(session, LogEntry, _select_of_conversation(), {"conversation_id": conversation.id})


@cache
def _select_of_conversation() -> Executable:
    return select_known(LOG, LogEntry, "conversation_id").order_by(LOG.c.id)


def list_entries(
    session: Session,
    shop_ids: Sequence[int],
    *,
    order_no: str | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[LogEntry]:
    """Return the log of shops, or of one order there, the newest line first; the cursor leads to older ones."""
    statement = select(*COLUMNS).where(LOG.c.shop_id.in_(shop_ids))
    if order_no is not None:
        statement = statement.where(LOG.c.order_no == order_no)
    if cursor is not None:
        statement = statement.where(LOG.c.id < read_cursor(cursor, kinds=[int])[0])
    found = read_all(session, LogEntry, statement.order_by(LOG.c.id.desc()).limit(limit + 1))
    return cut(found, limit=limit, place=lambda entry: [entry.id])
