"""Who is in which conversation, and who types there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.store import events
from app.store.history import Presence
from app.store.records import Conversation
from app.store.rows import insert, read_all
from app.store.tables import CONVERSATIONS, PRESENCE, USERS

MOVED = "presence"
"""The kind of event that tells pages of somebody coming, typing or leaving."""


def be_in(session: Session, user_id: int, conversation: Conversation, *, at: datetime, typing: bool) -> None:
    """Note where a person is. They are in one conversation at a time: the last one they showed up in."""
    leave(session, user_id, at=at, unless=conversation.id)
    values = {
        "user_id": user_id,
        "conversation_id": conversation.id,
        "seen_at": at,
        "typing_at": at if typing else None,
    }
    changed = {name: value for name, value in values.items() if name != "user_id"}
    statement = insert(session, PRESENCE).values(values)
    session.execute(statement.on_conflict_do_update(index_elements=["user_id"], set_=changed))
    events.tell(session, MOVED, shop_id=conversation.shop_id, conversation_id=conversation.id, at=at)


def leave(session: Session, user_id: int, *, at: datetime, unless: int | None = None) -> None:
    """Note that a person is nowhere any more, except where they are in conversation `unless`."""
    here = [PRESENCE.c.user_id == user_id, PRESENCE.c.conversation_id == CONVERSATIONS.c.id]
    if unless is not None:
        here.append(PRESENCE.c.conversation_id != unless)
    left = session.execute(select(CONVERSATIONS.c.shop_id, CONVERSATIONS.c.id).where(*here)).first()
    if left is None:
        return
    session.execute(delete(PRESENCE).where(PRESENCE.c.user_id == user_id))
    events.tell(session, MOVED, shop_id=left[0], conversation_id=left[1], at=at)


def list_present(session: Session, conversation_ids: Collection[int], *, since: datetime) -> tuple[Presence, ...]:
    """Return who was seen in these conversations at `since` or later, by name."""
    statement = (
        select(
            PRESENCE.c.user_id,
            USERS.c.shown_name,
            PRESENCE.c.conversation_id,
            PRESENCE.c.seen_at,
            PRESENCE.c.typing_at,
        )
        .join_from(PRESENCE, USERS, USERS.c.id == PRESENCE.c.user_id)
        .where(PRESENCE.c.conversation_id.in_(conversation_ids), PRESENCE.c.seen_at >= since)
        .order_by(USERS.c.name)
    )
    return read_all(session, Presence, statement) if conversation_ids else ()
