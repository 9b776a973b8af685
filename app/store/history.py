"""Records of what was done and of what passes: logs, feedback, who is where, live updates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

ActorKind: TypeAlias = Literal["user", "key", "system"]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A line of the after-sales log (R6)."""

    id: int
    shop_id: int
    conversation_id: int | None
    order_no: str | None
    kind: str
    text: str
    data: dict[str, Any]
    user_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to what, from where."""

    id: int
    at: datetime
    actor_kind: ActorKind
    actor_id: int | None
    shop_id: int | None
    action: str
    subject_kind: str | None
    subject_id: int | None
    data: dict[str, Any]
    address: str | None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What an agent said a message really means, and what it was taken for."""

    id: int
    message_id: int
    was: tuple[str, ...]
    intents: tuple[str, ...]
    user_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Presence:
    """Where a person is. `typing_at` is None while they only look."""

    user_id: int
    shown_name: str
    conversation_id: int
    seen_at: datetime
    typing_at: datetime | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that pages show at once; what it is stands in the conversation itself."""

    id: int
    shop_id: int
    conversation_id: int | None
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Earlier:
    """The same idempotency key, met before. `status` is None while that request is still being answered."""

    request_hash: str
    status: int | None
    response: Any
