"""A matter is done, or is not after all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.conversations import take_conversation
from app.desk.due import find_due
from app.desk.hand_over import check_whose_turn
from app.desk.registers.promises import close_promises
from app.desk.traces import Deed
from app.store.conversations import change_conversation
from app.store.records import Conversation
from app.store.waits import settle_wait


def mark_done(session: Session, conversation_id: int, *, now: datetime, actor: Actor) -> Conversation:
    """Close a conversation and return it: nobody waits, nothing is due. One that is stays so.

    SupervisorOnly where an agent closes what waits for a supervisor.
    """
    conversation = take_conversation(session, conversation_id, actor)
    if conversation.state == "done":
        return conversation
    check_whose_turn(conversation, actor)
    settle_wait(session, conversation.id, at=now)
    deed = Deed(session, actor, now)
    deed.log(conversation, "done", "")
    close_promises(deed, conversation)
    deed.audit("conversation.done", conversation)
    return change_conversation(
        session,
        conversation.id,
        at=now,
        state="done",
        waiting_since=None,
        clock_due_at=None,
        due_at=None,
        snoozed_until=None,
        escalated_because=None,
    )


def reopen(session: Session, conversation_id: int, *, now: datetime, actor: Actor) -> Conversation:
    """Open a conversation that was done, and return it, due again for what the shop has promised."""
    conversation = take_conversation(session, conversation_id, actor)
    if conversation.state != "done":
        return conversation
    deed = Deed(session, actor, now)
    deed.log(conversation, "reopened", "")
    deed.audit("conversation.reopened", conversation)
    reopened = change_conversation(session, conversation.id, at=now, state="open")
    due_at = find_due(session, reopened, None)
    return change_conversation(session, conversation.id, at=now, due_at=due_at)
