"""Pictures on file (R3): which there are, of whom, and what they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.store.cursors import cut, read_cursor
from app.store.kept import Evidence
from app.store.records import Page
from app.store.rows import columns, insert, read_all, read_new, read_one
from app.store.tables import EVIDENCE

COLUMNS = columns(EVIDENCE, Evidence)


def put_evidence(session: Session, values: Mapping[str, Any]) -> Evidence:
    """Write down a picture and return it; one that is on file already is only joined to its new row."""
    statement = insert(session, EVIDENCE).values(**values)
    joined = {name: statement.excluded[name] for name in ("row_id", "conversation_id")}
    known = statement.on_conflict_do_update(index_elements=["shop_id", "path"], set_=joined)
    return read_new(session, Evidence, known.returning(*COLUMNS))


def get_evidence(session: Session, evidence_id: int, *, shop_ids: Sequence[int]) -> Evidence | None:
    """Return a picture of one of the shops; None where there is none."""
    known = (EVIDENCE.c.id == evidence_id, EVIDENCE.c.shop_id.in_(shop_ids))
    return read_one(session, Evidence, select(*COLUMNS).where(*known))


def list_of_row(session: Session, row_id: int) -> tuple[Evidence, ...]:
    """Return the pictures of a register's row, the oldest first."""
    return read_all(session, Evidence, select(*COLUMNS).where(EVIDENCE.c.row_id == row_id).order_by(EVIDENCE.c.id))


def list_evidence(
    session: Session, shop_ids: Sequence[int], *, buyer_id: str | None, limit: int = 50, cursor: str | None = None
) -> Page[Evidence]:
    """Return the pictures of shops, or of one buyer there, the newest first; the cursor leads to older ones."""
    statement = select(*COLUMNS).where(EVIDENCE.c.shop_id.in_(shop_ids))
    if buyer_id is not None:
        statement = statement.where(EVIDENCE.c.buyer_id == buyer_id)
    if cursor is not None:
        statement = statement.where(EVIDENCE.c.id < read_cursor(cursor, kinds=[int])[0])
    found = read_all(session, Evidence, statement.order_by(EVIDENCE.c.id.desc()).limit(limit + 1))
    return cut(found, limit=limit, place=lambda picture: [picture.id])


def remove_evidence(session: Session, evidence_id: int) -> None:
    """Forget a picture; its files are somebody else's to delete."""
    session.execute(delete(EVIDENCE).where(EVIDENCE.c.id == evidence_id))
