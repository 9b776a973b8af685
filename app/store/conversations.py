"""Conversations: found, added, changed. Every change counts the version up and is told to pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypedDict, Unpack

from sqlalchemy import Executable, bindparam, select, update
from sqlalchemy.orm import Session

from app.store import events
from app.store.records import Buyer, Conversation, State
from app.store.rows import columns, find_one, insert_in, name_dialect, read_all, read_new, read_one
from app.store.tables import CONVERSATIONS
from app.store.tables.conversations import CASE, ORDINARY
from app.store.times import FAR

COLUMNS = columns(CONVERSATIONS, Conversation)
CHANGED = "conversation"
"""The kind of event that every change of a conversation tells."""


class ConversationChanges(TypedDict, total=False):
    """What of a conversation can be changed. `due_at` and `is_case` move it to its place in the inbox."""

    state: State
    is_case: bool
    assignee_id: int | None
    escalated_because: str | None
    intent: str | None
    order_no: str | None
    facts: dict[str, Any]
    waiting_since: datetime | None
    clock_due_at: datetime | None
    due_at: datetime | None
    snoozed_until: datetime | None


def find_or_add_conversation(
    session: Session,
    buyer: Buyer,
    *,
    channel: str,
    vendor_id: str,
    platform: str,
    at: datetime,
    is_demo: bool = False,
) -> Conversation:
    """Return the conversation that the channel calls `vendor_id` in the buyer's shop, added where it is new."""
    values = {
        "shop_id": buyer.shop_id,
        "buyer_id": buyer.id,
        "channel": channel,
        "vendor_id": vendor_id,
        "platform": platform,
        "is_demo": is_demo,
        **_begin(at),
    }
    return read_new(session, Conversation, _find_or_add(name_dialect(session)), values)


@cache
def _find_or_add(dialect: str) -> Executable:
    new = insert_in(dialect, CONVERSATIONS)
    # An update of nothing makes the row come back, and locks it, where it is there already.
    known = new.on_conflict_do_update(
        index_elements=["shop_id", "channel", "vendor_id"], set_={"vendor_id": new.excluded.vendor_id}
    )
    return known.returning(*COLUMNS)


def _begin(at: datetime) -> dict[str, Any]:
    return {
        "state": "open",
        "rank": ORDINARY,
        "facts": {},
        "order_at": FAR,
        "last_text": "",
        "message_count": 0,
        "created_at": at,
        "updated_at": at,
        "version": 1,
    }


def get_conversation(session: Session, conversation_id: int, *, shop_ids: Sequence[int]) -> Conversation | None:
    """Return a conversation of one of the shops; None where there is none, or it is another shop's."""
    known = (CONVERSATIONS.c.id == conversation_id, CONVERSATIONS.c.shop_id.in_(shop_ids))
    return read_one(session, Conversation, select(*COLUMNS).where(*known))


def find_conversation(session: Session, shop_id: int, *, channel: str, vendor_id: str) -> Conversation | None:
    """Return the conversation that the channel calls `vendor_id`; None where it has not begun."""
    known = {"shop_id": shop_id, "channel": channel, "vendor_id": vendor_id}
    return find_one(session, Conversation, CONVERSATIONS, **known)


def list_of_order(session: Session, shop_id: int, order_no: str) -> tuple[Conversation, ...]:
    """Return the conversations about an order, the newest first."""
    about = (CONVERSATIONS.c.shop_id == shop_id, CONVERSATIONS.c.order_no == order_no)
    return read_all(session, Conversation, select(*COLUMNS).where(*about).order_by(CONVERSATIONS.c.id.desc()))


def list_of_buyer(session: Session, buyer_id: int, *, limit: int = 20) -> tuple[Conversation, ...]:
    """Return a buyer's latest conversations, the newest first."""
    statement = select(*COLUMNS).where(CONVERSATIONS.c.buyer_id == buyer_id).order_by(CONVERSATIONS.c.id.desc())
    return read_all(session, Conversation, statement.limit(limit))


def list_to_wake(session: Session, *, now: datetime, limit: int = 100) -> tuple[Conversation, ...]:
    """Return conversations that were snoozed until a moment that has come, the longest ago first."""
    over = (CONVERSATIONS.c.state == "snoozed", CONVERSATIONS.c.snoozed_until <= now)
    statement = select(*COLUMNS).where(*over).order_by(CONVERSATIONS.c.snoozed_until, CONVERSATIONS.c.id)
    return read_all(session, Conversation, statement.limit(limit))


def change_conversation(
    session: Session, conversation_id: int, *, at: datetime, **changes: Unpack[ConversationChanges]
) -> Conversation:
    """Change a conversation that is there, tell pages, and return it."""
    return write_changes(session, conversation_id, at=at, values=_as_columns(changes))


def write_changes(session: Session, conversation_id: int, *, at: datetime, values: dict[str, Any]) -> Conversation:
    """Write columns of a conversation, count its version up and tell pages."""
    written = {**values, "updated_at": at, "changed_id": conversation_id}
    conversation = read_new(session, Conversation, _change(), written)
    events.tell(session, CHANGED, shop_id=conversation.shop_id, conversation_id=conversation.id, at=at)
    return conversation


@cache
def _change() -> Executable:
    changed = update(CONVERSATIONS).where(CONVERSATIONS.c.id == bindparam("changed_id"))
    return changed.values(version=CONVERSATIONS.c.version + 1).returning(*COLUMNS)


def _as_columns(changes: ConversationChanges) -> dict[str, Any]:
    values: dict[str, Any] = dict(changes)
    if "is_case" in values:
        values["rank"] = CASE if values.pop("is_case") else ORDINARY
    if "due_at" in values:
        values["order_at"] = values["due_at"] or FAR
    return values
