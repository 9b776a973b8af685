"""A buyer's message comes in: kept once, understood, drafted for, and put in its place in the inbox."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Literal

from sqlalchemy.orm import Session

from app.core.search_terms import find_initials, find_terms
from app.desk.actors import Actor
from app.desk.clock import clock_due
from app.desk.drafter import Drafter
from app.desk.drafting import redraft
from app.desk.faults import refuse
from app.desk.known import API, DEMO, FactsJson, as_facts, change_facts
from app.desk.traces import MESSAGE, Deed
from app.library.lexicon import SoundTable
from app.model import Platform
from app.store.buyers import find_or_add_buyer
from app.store.conversations import change_conversation, find_conversation, find_or_add_conversation
from app.store.drafts import list_of_message
from app.store.echoes import find_echo
from app.store.messages import NewMessage, add_message, get_message
from app.store.records import Conversation, Draft, Message, Shop
from app.store.search import index_terms
from app.store.shops import find_shop


@dataclass(frozen=True, slots=True)
class Opening:
    """Which conversation it is, and what the channel knows about it. `platform` None is the shop's own."""

    shop: str
    channel: str
    conversation_id: str
    buyer_id: str
    buyer_name: str = ""
    platform: Platform | None = None
    facts: FactsJson = field(default_factory=dict)
    is_case: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """A buyer's message. `message_id` makes it known when it comes again; `sent_at` None is now."""

    opening: Opening
    text: str
    message_id: str | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """The message as it is kept, and what is offered for it. `is_new` is False where it had come before."""

    message: Message
    conversation: Conversation
    drafts: tuple[Draft, ...]
    is_new: bool


def begin(session: Session, opening: Opening, *, now: datetime, actor: Actor) -> Conversation:
    """Return the conversation that a channel speaks of, begun where it is new, with what the channel knows of it."""
    deed = Deed(session, actor, now)
    conversation, _ = _open(deed, opening)
    return _learn(deed, opening, conversation)


def receive(session: Session, engine: Drafter, incoming: Incoming, *, now: datetime, actor: Actor) -> Received:
    """Keep a buyer's message, draft replies, and return both. The same message again changes nothing.

    A platform's case stays one (S2). A conversation that was put off or done is open again.
    """
    deed = Deed(session, actor, now)
    conversation, shop = _open(deed, incoming.opening)
    echo = find_echo(session, conversation.id, incoming.message_id)
    if echo is not None:
        return Received(echo, conversation, _still_good(session, echo), is_new=False)
    conversation = _learn(deed, incoming.opening, conversation)
    new = _as_message(incoming, shop, now=now)
    added = add_message(session, conversation, new)
    _index(session, conversation, new.text)
    drafted = redraft(deed, engine, _wake(deed, added.conversation))
    deed.audit_on(
        "message.received", MESSAGE, added.message.id, shop_id=shop.id, data={"conversation": conversation.id}
    )
    message = get_message(session, added.message.id) or added.message
    return Received(message, drafted.conversation, drafted.drafts, is_new=True)


def _open(deed: Deed, opening: Opening) -> tuple[Conversation, Shop]:
    session, actor, now = deed.session, deed.actor, deed.now
    shop = find_shop(session, opening.shop)
    if shop is None or shop.id not in actor.shop_ids:
        raise refuse("shop", f"there is no shop {opening.shop} that you may write to")
    whose = {"channel": opening.channel, "vendor_id": opening.conversation_id}
    is_new = find_conversation(session, shop.id, **whose) is None
    buyer = find_or_add_buyer(
        session, shop.id, opening.buyer_id, at=now, name=opening.buyer_name, is_demo=actor.is_sample
    )
    platform = opening.platform or shop.platform
    conversation = find_or_add_conversation(session, buyer, **whose, platform=platform, at=now, is_demo=actor.is_sample)
    if conversation.buyer_id != buyer.id:
        raise refuse("buyer.id", f"conversation {opening.conversation_id} is another buyer's")
    if is_new:
        deed.audit("conversation.begun", conversation, channel=opening.channel)
    if is_new or opening.buyer_name:
        _index(session, conversation, f"{buyer.name} {buyer.vendor_id}")
    return conversation, shop


def _index(session: Session, conversation: Conversation, text: str) -> None:
    """Let a conversation be found by what its buyer is called or wrote, as it is written and by initials."""
    index_terms(session, conversation, find_terms(text) | find_initials(text, read_sounds()))


@cache
def read_sounds() -> SoundTable:
    """Return the sounds of characters, which are looked up as they are met and remembered."""
    return SoundTable()


def _learn(deed: Deed, opening: Opening, conversation: Conversation) -> Conversation:
    """Return the conversation with what the channel knows of it."""
    if opening.is_case and not conversation.is_case:
        conversation = change_conversation(deed.session, conversation.id, at=deed.now, is_case=True)
    if not opening.facts:
        return conversation
    as_facts(opening.facts)
    return change_facts(deed, conversation, opening.facts, source=DEMO if deed.actor.is_sample else API)


def _as_message(incoming: Incoming, shop: Shop, *, now: datetime) -> NewMessage:
    # A channel whose clock is ahead must not give the shop more time than there is.
    sent_at = min(incoming.sent_at or now, now)
    return NewMessage(
        author="buyer",
        text=incoming.text,
        sent_at=sent_at,
        received_at=now,
        vendor_id=incoming.message_id,
        clock_due_at=clock_due(shop, sent_at),
    )


def _wake(deed: Deed, conversation: Conversation) -> Conversation:
    if conversation.state in {"open", "escalated"}:
        return conversation
    state = working_state(conversation)
    return change_conversation(deed.session, conversation.id, at=deed.now, state=state, snoozed_until=None)


def working_state(conversation: Conversation) -> Literal["open", "escalated"]:
    """Return the state in which a conversation is worked on: by a supervisor where it was handed to one."""
    return "open" if conversation.escalated_because is None else "escalated"


def _still_good(session: Session, message: Message) -> tuple[Draft, ...]:
    return tuple(draft for draft in list_of_message(session, message.id) if draft.state != "replaced")
