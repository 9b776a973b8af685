"""Rows held until the transaction ends, so that two who change the same thing do it one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.conversations import COLUMNS
from app.store.records import Conversation
from app.store.rows import read_one
from app.store.tables import ConversationRow


def lock_conversation(session: Session, conversation_id: int, *, shop_ids: Sequence[int]) -> Conversation | None:
    """Return a conversation of one of the shops as it is now, held for this transaction; None where there is none.

    SQLite has no row locks and needs none: whoever writes holds the only write lock.
    """
    known = (ConversationRow.id == conversation_id, ConversationRow.shop_id.in_(shop_ids))
    return read_one(session, Conversation, select(*COLUMNS).where(*known).with_for_update())
