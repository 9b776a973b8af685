"""Whose a conversation is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.conversations import take_conversation
from app.desk.faults import refuse
from app.desk.traces import Deed
from app.store.conversations import change_conversation
from app.store.people import get_user, list_roles
from app.store.records import Conversation


def assign(session: Session, conversation_id: int, user_id: int | None, *, now: datetime, actor: Actor) -> Conversation:
    """Give a conversation to somebody of its shop, or to nobody (None), and return it."""
    conversation = take_conversation(session, conversation_id, actor)
    if user_id is not None and not _works_in(session, user_id, conversation.shop_id):
        raise refuse("user", "nobody of that number works in this shop")
    Deed(session, actor, now).audit("conversation.assigned", conversation, user=user_id)
    return change_conversation(session, conversation.id, at=now, assignee_id=user_id)


def take(session: Session, conversation_id: int, *, now: datetime, actor: Actor) -> Conversation:
    """Take a conversation as one's own, and return it; only a person who is logged in can."""
    if actor.user_id is None:
        raise refuse("user", "only a person who is logged in can take a conversation")
    conversation = take_conversation(session, conversation_id, actor)
    Deed(session, actor, now).audit("conversation.taken", conversation)
    return change_conversation(session, conversation.id, at=now, assignee_id=actor.user_id)


def _works_in(session: Session, user_id: int, shop_id: int) -> bool:
    user = get_user(session, user_id)
    return user is not None and user.is_active and shop_id in list_roles(session, user_id)
