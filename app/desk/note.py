"""What the next colleague must know (R7)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.conversations import take_conversation
from app.desk.faults import refuse
from app.desk.traces import Deed
from app.store.conversations import change_conversation
from app.store.notes import add_note
from app.store.records import Note


def leave_note(session: Session, conversation_id: int, text: str, *, now: datetime, actor: Actor) -> Note:
    """Leave a note at a conversation and at its order, where it has one, and return it."""
    conversation, said = take_conversation(session, conversation_id, actor), text.strip()
    if not said:
        raise refuse("text", "is blank; write what the next colleague must know")
    note = add_note(
        session,
        conversation.shop_id,
        said,
        at=now,
        order_no=conversation.order_no,
        conversation_id=conversation.id,
        by=actor.user_id,
    )
    deed = Deed(session, actor, now)
    deed.log(conversation, "note", said, note=note.id)
    deed.audit("note.left", conversation, note=note.id)
    change_conversation(session, conversation.id, at=now)
    return note
