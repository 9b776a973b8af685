"""A conversation as a use case takes hold of it: looked up for who acts, and locked until the use case is done."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.faults import NotFound
from app.store import conversations, shops
from app.store.locks import lock_conversation
from app.store.records import Conversation, Shop


def take_conversation(session: Session, conversation_id: int, actor: Actor) -> Conversation:
    """Return the conversation for a change, held until the transaction ends; NotFound where the actor has none such.

    Every use case takes hold of its conversation first, so that two of them wait for each other and never crosswise.
    """
    return _found(lock_conversation(session, conversation_id, shop_ids=actor.shop_ids))


def see_conversation(session: Session, conversation_id: int, actor: Actor) -> Conversation:
    """Return the conversation for a look; NotFound where the actor has none such."""
    return _found(conversations.get_conversation(session, conversation_id, shop_ids=actor.shop_ids))


def shop_of(session: Session, conversation: Conversation) -> Shop:
    """Return the shop of a conversation; there always is one."""
    shop = shops.get_shop(session, conversation.shop_id)
    if shop is None:
        raise NotFound("There is no shop of that number.")
    return shop


def _found(conversation: Conversation | None) -> Conversation:
    if conversation is None:
        raise NotFound("There is no conversation of that number in your shops.")
    return conversation
