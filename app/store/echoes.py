"""Messages that come again: a channel that heard no answer sends once more."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.store.records import Message
from app.store.rows import find_one
from app.store.tables import MESSAGES


def find_echo(session: Session, conversation_id: int, vendor_id: str | None) -> Message | None:
    """Return the message that the channel calls `vendor_id`; None where it has not come, or has no such name."""
    if vendor_id is None:
        return None
    return find_one(session, Message, MESSAGES, conversation_id=conversation_id, vendor_id=vendor_id)
