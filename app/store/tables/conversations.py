"""Tables of what buyers wrote and what was drafted for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.model import PLATFORMS
from app.store.columns import NUMBER, Json, Name, Words, one_of
from app.store.tables.base import Base, Key, never_reused, to
from app.store.times import Moment

STATES = ("open", "snoozed", "escalated", "done")
AUTHORS = ("buyer", "agent", "system")
DRAFT_STATES = ("offered", "sent", "edited", "rejected", "replaced")
CASE, ORDINARY = 0, 1
"""Ranks of the inbox (S2): a platform's case or request stands before ordinary mail."""


class BuyerRow(Base):
    """A buyer as the shop's platform names them."""

    __tablename__ = "buyers"
    __table_args__ = never_reused(UniqueConstraint("shop_id", "vendor_id"))

    id: Mapped[Key]
    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id"))
    vendor_id: Mapped[str] = mapped_column(Name)
    name: Mapped[str] = mapped_column(Name)
    is_vip: Mapped[bool]
    note: Mapped[str] = mapped_column(Words)
    is_demo: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(Moment)


class ConversationRow(Base):
    """A conversation with its place in the inbox.

    `rank` and `order_at` are the inbox's order, kept with every change: `order_at` is `due_at`, or FAR where nothing
    is due, so that an ascending index serves the list and its cursor.
    """

    __tablename__ = "conversations"
    __table_args__ = never_reused(
        UniqueConstraint("shop_id", "channel", "vendor_id"),
        Index("ix_conversations_inbox", "shop_id", "state", "rank", "order_at", "id"),
        Index("ix_conversations_inbox_intent", "shop_id", "state", "intent", "rank", "order_at", "id"),
        Index("ix_conversations_inbox_assignee", "shop_id", "state", "assignee_id", "rank", "order_at", "id"),
        Index(None, "shop_id", "order_no"),
        Index(None, "state", "snoozed_until"),
        one_of("platform", PLATFORMS),
        one_of("state", STATES),
    )

    id: Mapped[Key]
    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id"))
    buyer_id: Mapped[int] = mapped_column(NUMBER, to("buyers.id"), index=True)
    channel: Mapped[str] = mapped_column(Name)
    vendor_id: Mapped[str] = mapped_column(Name)
    platform: Mapped[str] = mapped_column(Name)
    state: Mapped[str] = mapped_column(Name)
    rank: Mapped[int]
    assignee_id: Mapped[int | None] = mapped_column(NUMBER, to("users.id"), index=True)
    escalated_because: Mapped[str | None] = mapped_column(Words)
    intent: Mapped[str | None] = mapped_column(Name)
    order_no: Mapped[str | None] = mapped_column(Name)
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
    waiting_since: Mapped[datetime | None] = mapped_column(Moment)
    clock_due_at: Mapped[datetime | None] = mapped_column(Moment)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    order_at: Mapped[datetime] = mapped_column(Moment)
    snoozed_until: Mapped[datetime | None] = mapped_column(Moment)
    last_message_at: Mapped[datetime | None] = mapped_column(Moment)
    last_text: Mapped[str] = mapped_column(Words)
    message_count: Mapped[int]
    is_demo: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int]


class MessageRow(Base):
    """One message. `reading` is what the engine understood of it; NULL where no buyer wrote it.

    `sent_at` is the channel's time, `received_at` ours. `clock_due_at` stands at the buyer's message that started the
    response clock, and `answered_at` joins it when the shop answers.
    """

    __tablename__ = "messages"
    __table_args__ = never_reused(
        UniqueConstraint("conversation_id", "vendor_id"),
        Index(None, "conversation_id", "id"),
        Index(None, "shop_id", "received_at", "id"),
        one_of("author", AUTHORS),
    )

    id: Mapped[Key]
    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id"))
    conversation_id: Mapped[int] = mapped_column(NUMBER, to("conversations.id", on_delete="CASCADE"))
    author: Mapped[str] = mapped_column(Name)
    user_id: Mapped[int | None] = mapped_column(NUMBER, to("users.id"))
    text: Mapped[str] = mapped_column(Words)
    language: Mapped[str | None] = mapped_column(Name)
    vendor_id: Mapped[str | None] = mapped_column(Name)
    sent_at: Mapped[datetime] = mapped_column(Moment)
    received_at: Mapped[datetime] = mapped_column(Moment)
    reading: Mapped[dict[str, Any] | None] = mapped_column(Json)
    intent: Mapped[str | None] = mapped_column(Name)
    abstained: Mapped[bool | None]
    clock_due_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)


class DraftRow(Base):
    """A draft that was offered for a message, and what became of it."""

    __tablename__ = "drafts"
    __table_args__ = never_reused(
        Index(None, "conversation_id", "state", "id"),
        Index(None, "message_id"),
        Index(None, "shop_id", "decided_at"),
        one_of("state", DRAFT_STATES),
    )

    id: Mapped[Key]
    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id"))
    conversation_id: Mapped[int] = mapped_column(NUMBER, to("conversations.id", on_delete="CASCADE"))
    message_id: Mapped[int] = mapped_column(NUMBER, to("messages.id", on_delete="CASCADE"))
    template: Mapped[str] = mapped_column(Name)
    variant: Mapped[str] = mapped_column(Name)
    position: Mapped[int]
    language: Mapped[str] = mapped_column(Name)
    text: Mapped[str] = mapped_column(Words)
    gloss: Mapped[str] = mapped_column(Words)
    answer: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(Name)
    final_text: Mapped[str | None] = mapped_column(Words)
    edit_distance: Mapped[float | None]
    reason: Mapped[str | None] = mapped_column(Words)
    decided_by: Mapped[int | None] = mapped_column(NUMBER, to("users.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)


class TermRow(Base):
    """The search index: a conversation is found by each of its terms."""

    __tablename__ = "conversation_terms"
    __table_args__ = (Index(None, "conversation_id"), {"sqlite_with_rowid": False})

    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id"), primary_key=True)
    term: Mapped[str] = mapped_column(Name, primary_key=True)
    conversation_id: Mapped[int] = mapped_column(NUMBER, to("conversations.id", on_delete="CASCADE"), primary_key=True)
