"""Order notes (R7): what the next colleague must know."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from app.store.records import Note
from app.store.rows import columns, read_all, read_new, read_one
from app.store.tables import NOTES

COLUMNS = columns(NOTES, Note)


def add_note(
    session: Session,
    shop_id: int,
    text: str,
    *,
    at: datetime,
    order_no: str | None = None,
    conversation_id: int | None = None,
    by: int | None = None,
) -> Note:
    """Leave a note about an order, a conversation, or both, and return it."""
    values = {
        "shop_id": shop_id,
        "text": text,
        "order_no": order_no,
        "conversation_id": conversation_id,
        "user_id": by,
        "at": at,
    }
    return read_new(session, Note, insert(NOTES).values(values).returning(*COLUMNS))


def list_notes(
    session: Session, shop_id: int, *, order_no: str | None, conversation_id: int | None
) -> tuple[Note, ...]:
    """Return the notes about an order or a conversation, the newest first."""
    about = []
    if order_no is not None:
        about.append((NOTES.c.shop_id == shop_id) & (NOTES.c.order_no == order_no))
    if conversation_id is not None:
        about.append((NOTES.c.shop_id == shop_id) & (NOTES.c.conversation_id == conversation_id))
    if not about:
        return ()
    return read_all(session, Note, select(*COLUMNS).where(or_(*about)).order_by(NOTES.c.id.desc()))


def remove_note(session: Session, note_id: int, *, shop_id: int) -> Note | None:
    """Take a note away and return it; None where the shop has none of that number."""
    known = (NOTES.c.id == note_id, NOTES.c.shop_id == shop_id)
    return read_one(session, Note, delete(NOTES).where(*known).returning(*COLUMNS))
