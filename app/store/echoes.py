"""Messages that come again: a channel that heard no answer sends once more."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.messages import COLUMNS
from app.store.records import Message
from app.store.rows import read_one
from app.store.tables import MessageRow


def find_echo(session: Session, conversation_id: int, vendor_id: str | None) -> Message | None:
    """Return the message that the channel calls `vendor_id`; None where it has not come, or has no such name."""
    if vendor_id is None:
        return None
    known = (MessageRow.conversation_id == conversation_id, MessageRow.vendor_id == vendor_id)
    return read_one(session, Message, select(*COLUMNS).where(*known))
