"""A conversation goes to a supervisor, and comes back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.conversations import take_conversation
from app.desk.faults import SupervisorOnly, refuse
from app.desk.news import tell_escalated
from app.desk.traces import Deed
from app.store.conversations import change_conversation
from app.store.log import list_entries_of
from app.store.records import Conversation

ESCALATED = "escalated"
"""The kind of line in the after-sales log that says so."""


def check_whose_turn(conversation: Conversation, actor: Actor) -> None:
    """Raise SupervisorOnly where the conversation waits for a supervisor and the actor is none."""
    if conversation.escalated_because is not None and not actor.may_decide(conversation.shop_id):
        raise SupervisorOnly(
            "This conversation was handed to a supervisor: nothing was sent or closed. "
            "A supervisor answers it or gives it back."
        )


def hand_over(session: Session, conversation_id: int, because: str, *, now: datetime, actor: Actor) -> Conversation:
    """Hand a conversation to the supervisors with a reason, and return it. It is nobody's until one takes it."""
    conversation, said = take_conversation(session, conversation_id, actor), because.strip()
    if not said:
        raise refuse("because", "is blank; say what the supervisor has to decide")
    deed = Deed(session, actor, now)
    deed.log(conversation, ESCALATED, said)
    deed.audit("conversation.handed_over", conversation)
    tell_escalated(deed, conversation, said)
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
    """Give a conversation back to ordinary work and return it: to who takes it, where that is a person.

    A supervisor may, and who handed it over as long as no supervisor has taken it; else SupervisorOnly.
    """
    conversation = take_conversation(session, conversation_id, actor)
    if conversation.state != "escalated":
        return conversation
    if not (conversation.assignee_id is None and _find_who_handed_over(session, conversation) == actor.user_id):
        check_whose_turn(conversation, actor)
    deed = Deed(session, actor, now)
    deed.log(conversation, "taken_back", "")
    deed.audit("conversation.taken_back", conversation)
    whose = actor.user_id or conversation.assignee_id
    return change_conversation(
        session, conversation.id, at=now, state="open", escalated_because=None, assignee_id=whose
    )


def _find_who_handed_over(session: Session, conversation: Conversation) -> int | None:
    handed = [entry.user_id for entry in list_entries_of(session, conversation) if entry.kind == ESCALATED]
    return handed[-1] if handed else None
