"""Steps that the desk has to take, ticked when they are done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.conversations import take_conversation
from app.desk.faults import refuse
from app.desk.traces import Deed
from app.store.conversations import change_conversation
from app.store.records import Tick
from app.store.ticks import list_ticks, tick_step, untick_step


def tick(
    session: Session, conversation_id: int, step: str, *, done: bool, now: datetime, actor: Actor
) -> tuple[Tick, ...]:
    """Note that a step was done, or not after all, and return all steps that are done."""
    conversation, named = take_conversation(session, conversation_id, actor), step.strip()
    if not named:
        raise refuse("step", "is blank; give the words of the step")
    if done:
        tick_step(session, conversation.id, named, by=actor.user_id, at=now)
    else:
        untick_step(session, conversation.id, named)
    deed = Deed(session, actor, now)
    deed.log(conversation, "step" if done else "step_undone", named)
    deed.audit("step.ticked" if done else "step.unticked", conversation)
    change_conversation(session, conversation.id, at=now)
    return list_ticks(session, conversation.id)
