"""The tables of what goes out: replies to buyers, events to other programs, and what may go out by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.columns import NUMBER, Json, Name, Words, one_of
from app.store.tables.base import Base, Key, never_reused, to
from app.store.times import Moment

KINDS = ("reply", "hook")
STATES = ("waiting", "working", "done", "parked")


class DispatchRow(Base):
    """Something that is to go out once. Of one `name` to one `target` (a channel, an endpoint's number) there is one.

    `waiting`: its next try is at `due_at`; `working`: a try is under way, and another may take it over from `due_at`
    on; `done`; `parked`: it waits for a person, `reason` says why. `round` grows with each replay.
    """

    __tablename__ = "dispatches"
    __table_args__ = never_reused(
        UniqueConstraint("kind", "target", "name"),
        Index(None, "state", "due_at"),
        Index(None, "conversation_id"),
        Index(None, "kind", "target", "id"),
        one_of("kind", KINDS),
        one_of("state", STATES),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(Name)
    target: Mapped[str] = mapped_column(Name)
    name: Mapped[str] = mapped_column(Name)
    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id", on_delete="CASCADE"))
    conversation_id: Mapped[int | None] = mapped_column(NUMBER, to("conversations.id", on_delete="CASCADE"))
    message_id: Mapped[int | None] = mapped_column(NUMBER)
    body: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(Name)
    round: Mapped[int]
    attempts: Mapped[int]
    reason: Mapped[str | None] = mapped_column(Words)
    due_at: Mapped[datetime] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)


class EndpointRow(Base):
    """Where a shop's events go. `old_secret` signs beside `secret` until `old_until`, while receivers change over."""

    __tablename__ = "endpoints"
    __table_args__ = never_reused()

    id: Mapped[Key]
    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id", on_delete="CASCADE"))
    url: Mapped[str] = mapped_column(Words)
    events: Mapped[list[str]] = mapped_column(Json)
    secret: Mapped[str] = mapped_column(Words)
    old_secret: Mapped[str | None] = mapped_column(Words)
    old_until: Mapped[datetime | None] = mapped_column(Moment)
    disabled_because: Mapped[str | None] = mapped_column(Words)
    created_by: Mapped[int | None] = mapped_column(NUMBER)
    created_at: Mapped[datetime] = mapped_column(Moment)


class AutoRuleRow(Base):
    """A matter on which a shop lets a reply go out by itself, from a confidence on. No row: nothing does."""

    __tablename__ = "auto_rules"

    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id", on_delete="CASCADE"), primary_key=True)
    intent: Mapped[str] = mapped_column(Name, primary_key=True)
    confidence: Mapped[float]
    set_by: Mapped[int | None] = mapped_column(NUMBER)
    set_at: Mapped[datetime] = mapped_column(Moment)
