"""Tables of what is known about orders and what colleagues leave each other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.columns import NUMBER, Json, Name, Words, one_of
from app.store.tables.base import Base, Key, never_reused, to
from app.store.times import Moment

SOURCES = ("import", "api", "agent", "demo")


class OrderFactsRow(Base):
    """What is known about an order, as the contract's facts: times in RFC 3339, money as decimal text."""

    __tablename__ = "order_facts"
    __table_args__ = never_reused(UniqueConstraint("shop_id", "order_no"), one_of("source", SOURCES))

    id: Mapped[Key]
    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id"))
    order_no: Mapped[str] = mapped_column(Name)
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
    source: Mapped[str] = mapped_column(Name)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    updated_by: Mapped[int | None] = mapped_column(NUMBER, to("users.id"))


class NoteRow(Base):
    """What the next colleague must know (R7), about an order or about a conversation."""

    __tablename__ = "order_notes"
    __table_args__ = never_reused(
        Index(None, "shop_id", "order_no"),
        Index(None, "conversation_id"),
        CheckConstraint("order_no IS NOT NULL OR conversation_id IS NOT NULL", name="about"),
    )

    id: Mapped[Key]
    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id"))
    order_no: Mapped[str | None] = mapped_column(Name)
    conversation_id: Mapped[int | None] = mapped_column(NUMBER, to("conversations.id", on_delete="CASCADE"))
    text: Mapped[str] = mapped_column(Words)
    user_id: Mapped[int | None] = mapped_column(NUMBER, to("users.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class TickRow(Base):
    """A step that was done in a conversation. `step` is the step's own words, cut to what an index takes."""

    __tablename__ = "step_ticks"

    conversation_id: Mapped[int] = mapped_column(NUMBER, to("conversations.id", on_delete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(Name, primary_key=True)
    done_by: Mapped[int | None] = mapped_column(NUMBER, to("users.id"))
    done_at: Mapped[datetime] = mapped_column(Moment)
