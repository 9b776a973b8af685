"""Messages. A message and what it means for its conversation are written together or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam, func, select, update
from sqlalchemy.orm import Session

from app.store.conversations import write_changes
from app.store.cursors import cut, read_cursor
from app.store.records import Author, Conversation, Message, Page
from app.store.rows import (
    columns,
    find_one,
    insert_in,
    name_dialect,
    read_all,
    read_new,
    read_one,
    select_known,
)
from app.store.tables import CONVERSATIONS, MESSAGES

COLUMNS = columns(MESSAGES, Message)
SHOWN = 200
"""Characters of the last message that the inbox shows."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to be kept.

    `vendor_id` makes it known when it comes again. `clock_due_at` is for a buyer's message: when the shop should have
    answered, should this message be the one that starts the wait.
    """

    author: Author
    text: str
    sent_at: datetime
    received_at: datetime
    vendor_id: str | None = None
    user_id: int | None = None
    language: str | None = None
    reading: dict[str, Any] | None = None
    intent: str | None = None
    abstained: bool | None = None
    clock_due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """A message that is kept and its conversation as it is now. `is_new` is False where it had come before."""

    message: Message
    conversation: Conversation
    is_new: bool


def add_message(session: Session, conversation: Conversation, new: NewMessage) -> Added:
    """Keep a message, with the conversation's counter, last message, wait and clock; pages are told.

    A buyer's message starts the wait and the clock unless they run; an agent's ends them. `due_at`, the state and the
    intent are for `change_conversation`. A message whose `vendor_id` is there already changes nothing.
    """
    now = _lock(session, conversation)
    starts = new.author == "buyer" and now.waiting_since is None
    message = _insert(session, now, new, clock_due_at=new.clock_due_at if starts else None)
    if message is None:
        return Added(_find(session, now.id, str(new.vendor_id)), now, is_new=False)
    if new.author == "agent":
        _end_wait(session, now.id, at=new.received_at)
    values = _count(now, message) | _move_clock(message, starts=starts)
    return Added(message, write_changes(session, now.id, at=new.received_at, values=values), is_new=True)


def _lock(session: Session, conversation: Conversation) -> Conversation:
    # SQLite has no row locks and needs none: whoever is here holds the only write lock.
    return read_new(session, Conversation, _select_for_change(), {"id": conversation.id})


@cache
def _select_for_change() -> Executable:
    return select_known(CONVERSATIONS, Conversation, "id").with_for_update()


def _insert(
    session: Session, conversation: Conversation, new: NewMessage, *, clock_due_at: datetime | None
) -> Message | None:
    values = {name: getattr(new, name) for name in new.__slots__} | {
        "shop_id": conversation.shop_id,
        "conversation_id": conversation.id,
        "clock_due_at": clock_due_at,
    }
    return read_one(session, Message, _add(name_dialect(session)), values)


@cache
def _add(dialect: str) -> Executable:
    return insert_in(dialect, MESSAGES).on_conflict_do_nothing().returning(*COLUMNS)


def _find(session: Session, conversation_id: int, vendor_id: str) -> Message:
    known = select_known(MESSAGES, Message, "conversation_id", "vendor_id")
    return read_new(session, Message, known, {"conversation_id": conversation_id, "vendor_id": vendor_id})


def _end_wait(session: Session, conversation_id: int, *, at: datetime) -> None:
    waiting = (
        MESSAGES.c.conversation_id == conversation_id,
        MESSAGES.c.clock_due_at.is_not(None),
        MESSAGES.c.answered_at.is_(None),
    )
    statement = update(MESSAGES).where(*waiting).values(answered_at=at)
    session.execute(statement)


def _count(conversation: Conversation, message: Message) -> dict[str, Any]:
    values: dict[str, Any] = {"message_count": conversation.message_count + 1}
    # A channel may deliver late: what is shown as the last message is the latest one sent.
    if conversation.last_message_at is None or message.sent_at >= conversation.last_message_at:
        values |= {"last_message_at": message.sent_at, "last_text": message.text[:SHOWN]}
    return values


def _move_clock(message: Message, *, starts: bool) -> dict[str, Any]:
    if starts:
        return {"waiting_since": message.sent_at, "clock_due_at": message.clock_due_at}
    if message.author == "agent":
        return {"waiting_since": None, "clock_due_at": None}
    return {}


def get_message(session: Session, message_id: int) -> Message | None:
    """Return a message; None where there is none."""
    return find_one(session, Message, MESSAGES, id=message_id)


def set_reading(
    session: Session, message_id: int, *, reading: dict[str, Any], intent: str | None, abstained: bool
) -> Message:
    """Write what the engine understood of a message that is there, and return it."""
    values = {"reading": reading, "intent": intent, "abstained": abstained, "read_id": message_id}
    return read_new(session, Message, _write_reading(), values)


@cache
def _write_reading() -> Executable:
    return update(MESSAGES).where(MESSAGES.c.id == bindparam("read_id")).returning(*COLUMNS)


def find_last_of_shop(session: Session, conversation_id: int) -> Message | None:
    """Return what the shop wrote last in a conversation; None where it has not written."""
    by_shop = (MESSAGES.c.conversation_id == conversation_id, MESSAGES.c.author == "agent")
    return read_one(session, Message, select(*COLUMNS).where(*by_shop).order_by(MESSAGES.c.id.desc()).limit(1))


def find_last_of_buyer(session: Session, conversation_id: int) -> Message | None:
    """Return the buyer's latest message; None where they have not written."""
    theirs = (MESSAGES.c.conversation_id == conversation_id, MESSAGES.c.author == "buyer")
    return read_one(session, Message, select(*COLUMNS).where(*theirs).order_by(MESSAGES.c.id.desc()).limit(1))


def list_messages(
    session: Session, conversation_id: int, *, limit: int = 50, cursor: str | None = None
) -> Page[Message]:
    """Return the latest messages of a conversation, the newest first; the cursor leads to older ones."""
    asked: dict[str, Any] = {"conversation_id": conversation_id, "most": limit + 1}
    if cursor is not None:
        asked["before"] = read_cursor(cursor, kinds=[int])[0]
    found = read_all(session, Message, _select_latest(has_cursor=cursor is not None), asked)
    return cut(found, limit=limit, place=lambda message: [message.id])


@cache
def _select_latest(*, has_cursor: bool) -> Executable:
    latest = select_known(MESSAGES, Message, "conversation_id").order_by(MESSAGES.c.id.desc()).limit(bindparam("most"))
    return latest.where(MESSAGES.c.id < bindparam("before")) if has_cursor else latest


def count_messages(session: Session, conversation_id: int) -> int:
    """Return how many messages of a conversation are kept."""
    statement = select(func.count()).select_from(MESSAGES).where(MESSAGES.c.conversation_id == conversation_id)
    return session.scalar(statement) or 0
