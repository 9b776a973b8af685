"""Who looks at a conversation, and who types there."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.conversations import see_conversation
from app.store import presence
from app.store.history import Presence

SEEN_FOR = timedelta(seconds=45)
"""How long somebody who was seen counts as being there; pages say so again sooner."""


def show_presence(
    session: Session, conversation_id: int, *, typing: bool, now: datetime, actor: Actor
) -> tuple[Presence, ...]:
    """Note that a person is in a conversation, and return who else is. A program is nowhere.

    It passes with the moment, so it leaves nothing in the logs.
    """
    conversation = see_conversation(session, conversation_id, actor)
    if actor.user_id is not None:
        presence.be_in(session, actor.user_id, conversation, at=now, typing=typing)
    here = presence.list_present(session, [conversation.id], since=now - SEEN_FOR)
    return tuple(one for one in here if one.user_id != actor.user_id)
