"""A conversation goes to a supervisor, and comes back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.conversations import take_conversation
from app.desk.faults import refuse
from app.desk.traces import Deed
from app.store.conversations import change_conversation
from app.store.records import Conversation


def hand_over(session: Session, conversation_id: int, because: str, *, now: datetime, actor: Actor) -> Conversation:
    """Hand a conversation to the supervisors with a reason, and return it. It is nobody's until one takes it."""
    conversation, said = take_conversation(session, conversation_id, actor), because.strip()
    if not said:
        raise refuse("because", "is blank; say what the supervisor has to decide")
    deed = Deed(session, actor, now)
    deed.log(conversation, "escalated", said)
    deed.audit("conversation.handed_over", conversation)
    return change_conversation(
        session,
        conversation.id,
        at=now,
        state="escalated",
        escalated_because=said,
        assignee_id=None,
        snoozed_until=None,
    )


def take_back(session: Session, conversation_id: int, *, now: datetime, actor: Actor) -> Conversation:
    """Give a conversation back to ordinary work and return it: to who takes it, where that is a person."""
    conversation = take_conversation(session, conversation_id, actor)
    if conversation.state != "escalated":
        return conversation
    deed = Deed(session, actor, now)
    deed.log(conversation, "taken_back", "")
    deed.audit("conversation.taken_back", conversation)
    whose = actor.user_id or conversation.assignee_id
    return change_conversation(
        session, conversation.id, at=now, state="open", escalated_because=None, assignee_id=whose
    )
