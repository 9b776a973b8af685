"""A draft is of no use, and somebody says why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.conversations import take_conversation
from app.desk.faults import NotFound, TooLate, refuse
from app.desk.traces import Deed
from app.store.drafts import decide_draft, get_draft
from app.store.records import Draft


def reject(session: Session, conversation_id: int, draft_id: int, reason: str, *, now: datetime, actor: Actor) -> Draft:
    """Take a draft away with a reason, and return it; TooLate where it is not offered any more."""
    conversation = take_conversation(session, conversation_id, actor)
    draft, said = get_draft(session, draft_id), reason.strip()
    if draft is None or draft.conversation_id != conversation.id:
        raise NotFound("There is no draft of that number in this conversation.")
    if not said:
        raise refuse("reason", "is blank; say in a few words what is wrong with the draft")
    by = actor.user_id
    rejected = decide_draft(session, draft.id, state="rejected", by=by, at=now, reason=said)
    if rejected is None:
        raise TooLate("This draft is not offered any more.")
    deed = Deed(session, actor, now)
    deed.log(conversation, "rejected", said, draft=draft.id, template=draft.template)
    deed.audit("draft.rejected", conversation, draft=draft.id, template=draft.template)
    return rejected
