"""Somebody says what a message really means: kept as feedback, and the drafts follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.conversations import take_conversation
from app.desk.drafter import Drafter, Shelf
from app.desk.drafting import MOST_TOPICS, Drafted, redraft
from app.desk.faults import NotFound, refuse
from app.desk.readings import CORRECTED, meant_by
from app.desk.traces import MESSAGE, Deed
from app.store.feedback import add_feedback
from app.store.history import Feedback
from app.store.messages import get_message, set_reading
from app.store.records import Message


@dataclass(frozen=True, slots=True)
class Corrected:
    """The feedback as it is kept, and the conversation with its drafts."""

    feedback: Feedback
    drafted: Drafted


def correct_intent(
    session: Session, engine: Drafter, message_id: int, intents: Sequence[str], *, now: datetime, actor: Actor
) -> Corrected:
    """Keep what a buyer's message means, and draft anew where it has not been answered yet.

    NotFound for a message of another shop or of nobody's, BadInput for an intent that the library does not have.
    """
    meant = _check(tuple(dict.fromkeys(intents)), engine.library)
    message = _find(session, message_id, actor)
    conversation = take_conversation(session, message.conversation_id, actor)
    deed = Deed(session, actor, now)
    was = meant_by(message.reading)
    feedback = add_feedback(session, message.id, was=was, intents=meant, by=actor.user_id, at=now)
    reading = {**(message.reading or {}), CORRECTED: list(meant)}
    set_reading(session, message.id, reading=reading, intent=meant[0], abstained=bool(message.abstained))
    drafted = redraft(deed, engine, conversation)
    deed.log(conversation, "corrected", ", ".join(meant), was=list(was), message=message.id)
    deed.audit_on("message.corrected", MESSAGE, message.id, shop_id=conversation.shop_id, data={"intents": list(meant)})
    return Corrected(feedback, drafted)


def _check(intents: tuple[str, ...], shelf: Shelf) -> tuple[str, ...]:
    unknown = [name for name in intents if name not in shelf.intents]
    if unknown:
        raise refuse("intents", f"there is no intent {', '.join(unknown)}; GET /v1/intents lists what there is")
    if not 1 <= len(intents) <= MOST_TOPICS:
        raise refuse("intents", f"must name one to {MOST_TOPICS} intents, the most important first")
    return intents


def _find(session: Session, message_id: int, actor: Actor) -> Message:
    message = get_message(session, message_id)
    if message is None or message.author != "buyer" or message.shop_id not in actor.shop_ids:
        raise NotFound("There is no buyer's message of that number in your shops.")
    return message
