"""The table of what came in by hooks, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.columns import NUMBER, Json, Name, Words, one_of
from app.store.tables.base import Base, Key, never_reused, to
from app.store.times import Moment

HOOK_STATES = ("stored", "working", "delivered", "kept", "parked")


class HookEventRow(Base):
    """A buyer's message as a channel brought it. `vendor_id` is the channel's own number: it comes in once for good.

    `stored`: nobody has begun with it; `working`: its workflow is under way; `delivered`: the draft is where agents
    look; `kept`: the draft is in the console alone, because the channel has nowhere to deliver to; `parked`: it waits
    for a person, `reason` says why. `trace` names it in every log line; `round` grows with each replay.
    """

    __tablename__ = "hook_events"
    __table_args__ = never_reused(
        UniqueConstraint("channel", "vendor_id"),
        Index(None, "state", "id"),
        Index(None, "conversation_id"),
        one_of("state", HOOK_STATES),
    )

    id: Mapped[Key]
    channel: Mapped[str] = mapped_column(Name)
    vendor_id: Mapped[str] = mapped_column(Name)
    thread: Mapped[str] = mapped_column(Name)
    trace: Mapped[str] = mapped_column(Name)
    body: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(Name)
    round: Mapped[int]
    attempts: Mapped[int]
    reason: Mapped[str | None] = mapped_column(Words)
    conversation_id: Mapped[int | None] = mapped_column(NUMBER, to("conversations.id", on_delete="CASCADE"))
    message_id: Mapped[int | None] = mapped_column(NUMBER)
    received_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
