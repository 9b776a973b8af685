"""The audit log: who did what to what, from where. Lines are added and read, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, insert, select
from sqlalchemy.orm import Session

from app.store.cursors import cut, read_cursor
from app.store.history import ActorKind, AuditEntry
from app.store.records import Page
from app.store.rows import columns, read_all
from app.store.tables import AUDIT

COLUMNS = columns(AUDIT, AuditEntry)


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done. `subject_kind` and `subject_id` name what it was done to, such as a conversation."""

    action: str
    actor_kind: ActorKind
    actor_id: int | None = None
    shop_id: int | None = None
    subject_kind: str | None = None
    subject_id: int | None = None
    address: str | None = None


def note_act(session: Session, act: Act, *, at: datetime, data: Mapping[str, Any] | None = None) -> None:
    """Add a line."""
    values = {name: getattr(act, name) for name in act.__slots__}
    session.execute(_add(), {**values, "at": at, "data": dict(data or {})})


@cache
def _add() -> Executable:
    return insert(AUDIT)


def list_acts(
    session: Session, *, shop_id: int | None = None, limit: int = 50, cursor: str | None = None
) -> Page[AuditEntry]:
    """Return what was done in a shop, or anywhere, the latest first; the cursor leads to earlier lines."""
    statement = select(*COLUMNS)
    if shop_id is not None:
        statement = statement.where(AUDIT.c.shop_id == shop_id)
    if cursor is not None:
        statement = statement.where(AUDIT.c.id < read_cursor(cursor, kinds=[int])[0])
    found = read_all(session, AuditEntry, statement.order_by(AUDIT.c.id.desc()).limit(limit + 1))
    return cut(found, limit=limit, place=lambda entry: [entry.id])


def list_acts_on(session: Session, subject_kind: str, subject_id: int) -> tuple[AuditEntry, ...]:
    """Return what was done to one thing, the earliest first."""
    about = (AUDIT.c.subject_kind == subject_kind, AUDIT.c.subject_id == subject_id)
    return read_all(session, AuditEntry, select(*COLUMNS).where(*about).order_by(AUDIT.c.id))
