"""Tables of what was done, by whom, and of what passes: feedback, logs, live updates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.columns import NUMBER, Json, Name, Words, one_of
from app.store.tables.base import Base, Key, never_reused, to
from app.store.times import Moment

ACTOR_KINDS = ("user", "key", "system")


class FeedbackRow(Base):
    """An agent said what a message really means."""

    __tablename__ = "feedback"
    __table_args__ = never_reused(Index(None, "message_id"), Index(None, "at"))

    id: Mapped[Key]
    message_id: Mapped[int] = mapped_column(NUMBER, to("messages.id", on_delete="CASCADE"))
    was: Mapped[list[str]] = mapped_column(Json)
    intents: Mapped[list[str]] = mapped_column(Json)
    user_id: Mapped[int | None] = mapped_column(NUMBER, to("users.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class LogRow(Base):
    """A line of the after-sales log (R6): what was agreed, promised, done."""

    __tablename__ = "log_entries"
    __table_args__ = never_reused(
        Index(None, "shop_id", "id"), Index(None, "shop_id", "order_no"), Index(None, "conversation_id", "id")
    )

    id: Mapped[Key]
    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id"))
    conversation_id: Mapped[int | None] = mapped_column(NUMBER, to("conversations.id", on_delete="CASCADE"))
    order_no: Mapped[str | None] = mapped_column(Name)
    kind: Mapped[str] = mapped_column(Name)
    text: Mapped[str] = mapped_column(Words)
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    user_id: Mapped[int | None] = mapped_column(NUMBER, to("users.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class AuditRow(Base):
    """Who did what to what, from where. It outlives what it speaks of, so it refers to nothing."""

    __tablename__ = "audit_log"
    __table_args__ = never_reused(
        Index(None, "shop_id", "id"),
        Index(None, "subject_kind", "subject_id", "id"),
        one_of("actor_kind", ACTOR_KINDS),
    )

    id: Mapped[Key]
    at: Mapped[datetime] = mapped_column(Moment)
    actor_kind: Mapped[str] = mapped_column(Name)
    actor_id: Mapped[int | None] = mapped_column(NUMBER)
    shop_id: Mapped[int | None] = mapped_column(NUMBER)
    action: Mapped[str] = mapped_column(Name)
    subject_kind: Mapped[str | None] = mapped_column(Name)
    subject_id: Mapped[int | None] = mapped_column(NUMBER)
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    address: Mapped[str | None] = mapped_column(Name)


class IdempotencyRow(Base):
    """The answer a request got, for the same request sent again. NULL `status`: it is still being answered."""

    __tablename__ = "idempotency_keys"
    __table_args__ = never_reused(UniqueConstraint("scope", "key"), Index(None, "created_at"))

    id: Mapped[Key]
    scope: Mapped[str] = mapped_column(Name)
    key: Mapped[str] = mapped_column(Name)
    request_hash: Mapped[str] = mapped_column(Name)
    response: Mapped[Any | None] = mapped_column(Json)
    status: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(Moment)


class PresenceRow(Base):
    """Where a person is, and since when they type there; NULL `typing_at`: they only look."""

    __tablename__ = "presence"
    __table_args__ = (Index(None, "conversation_id"),)

    user_id: Mapped[int] = mapped_column(NUMBER, to("users.id"), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(NUMBER, to("conversations.id", on_delete="CASCADE"))
    seen_at: Mapped[datetime] = mapped_column(Moment)
    typing_at: Mapped[datetime | None] = mapped_column(Moment)


class EventRow(Base):
    """Something that pages show at once. It refers to nothing, so that writing it never waits for another's rows."""

    __tablename__ = "events"
    __table_args__ = never_reused(Index(None, "at"))

    id: Mapped[Key]
    shop_id: Mapped[int] = mapped_column(NUMBER)
    conversation_id: Mapped[int | None] = mapped_column(NUMBER)
    kind: Mapped[str] = mapped_column(Name)
    at: Mapped[datetime] = mapped_column(Moment)
