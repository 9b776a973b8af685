"""A conversation with all that an agent sees beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.conversations import see_conversation
from app.desk.known import kept_facts
from app.desk.presence import SEEN_FOR
from app.store.buyers import get_buyer
from app.store.conversations import list_of_buyer
from app.store.drafts import list_offered
from app.store.history import LogEntry, Presence
from app.store.log import list_entries_of
from app.store.messages import list_messages
from app.store.notes import list_notes
from app.store.presence import list_present
from app.store.records import Buyer, Conversation, Draft, Message, Note, Page, Tick
from app.store.ticks import list_ticks


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A conversation: whose it is, what is known, what was said (the newest first), what is offered, what was done."""

    conversation: Conversation
    buyer: Buyer | None
    facts: dict[str, Any]
    messages: Page[Message]
    drafts: tuple[Draft, ...]
    notes: tuple[Note, ...]
    ticks: tuple[Tick, ...]
    log: tuple[LogEntry, ...]
    present: tuple[Presence, ...]
    others: tuple[Conversation, ...]


def view_conversation(
    session: Session, conversation_id: int, *, now: datetime, actor: Actor, messages: int = 50
) -> ConversationView:
    """Return a conversation as it is now, with its latest messages; NotFound where the actor has none such."""
    found = see_conversation(session, conversation_id, actor)
    return ConversationView(
        conversation=found,
        buyer=get_buyer(session, found.buyer_id),
        facts=kept_facts(session, found),
        messages=list_messages(session, found.id, limit=messages),
        drafts=list_offered(session, found.id),
        notes=list_notes(session, found.shop_id, order_no=found.order_no, conversation_id=found.id),
        ticks=list_ticks(session, found.id),
        log=list_entries_of(session, found),
        present=list_present(session, [found.id], since=now - SEEN_FOR),
        others=tuple(one for one in list_of_buyer(session, found.buyer_id) if one.id != found.id),
    )
