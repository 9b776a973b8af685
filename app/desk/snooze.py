"""A conversation is put off until a moment, and comes back by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.conversations import take_conversation
from app.desk.faults import refuse
from app.desk.receive import working_state
from app.desk.traces import Deed
from app.store.audit import Act, note_act
from app.store.conversations import change_conversation, list_to_wake
from app.store.records import Conversation

LONGEST = timedelta(days=366)


def snooze(session: Session, conversation_id: int, until: datetime, *, now: datetime, actor: Actor) -> Conversation:
    """Put a conversation off and return it. A buyer who writes again brings it back sooner."""
    conversation = take_conversation(session, conversation_id, actor)
    if not now < until <= now + LONGEST:
        raise refuse("until", "must lie ahead, within a year")
    deed = Deed(session, actor, now)
    deed.log(conversation, "snoozed", "", until=until.isoformat(timespec="seconds"))
    deed.audit("conversation.snoozed", conversation, until=until.isoformat(timespec="seconds"))
    return change_conversation(session, conversation.id, at=now, state="snoozed", snoozed_until=until)


def wake(session: Session, conversation_id: int, *, now: datetime, actor: Actor) -> Conversation:
    """Bring back a conversation that was put off, and return it; one that was not stays as it is."""
    conversation = take_conversation(session, conversation_id, actor)
    if conversation.state != "snoozed":
        return conversation
    Deed(session, actor, now).audit("conversation.woken", conversation)
    return _wake(session, conversation, now=now)


def wake_due(session: Session, *, now: datetime) -> tuple[Conversation, ...]:
    """Bring back every conversation of any shop whose moment has come, and return them. The service calls this."""
    due = list_to_wake(session, now=now)
    for conversation in due:
        act = Act("conversation.woken", "system", None, conversation.shop_id, "conversation", conversation.id)
        note_act(session, act, at=now)
    return tuple(_wake(session, conversation, now=now) for conversation in due)


def _wake(session: Session, conversation: Conversation, *, now: datetime) -> Conversation:
    state = working_state(conversation)
    return change_conversation(session, conversation.id, at=now, state=state, snoozed_until=None)
