"""What the store gives to the layers above: frozen values, one field for each column of the same name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Literal, TypeAlias, TypeVar

Item = TypeVar("Item")
Role: TypeAlias = Literal["agent", "supervisor", "admin"]
State: TypeAlias = Literal["open", "snoozed", "escalated", "done"]
Author: TypeAlias = Literal["buyer", "agent", "system"]
DraftState: TypeAlias = Literal["offered", "sent", "edited", "rejected", "replaced"]


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some of a list. `next` is the cursor of the rest; None where this is the end."""

    items: tuple[Item, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop. The response clock gives `clock_seconds` and runs from `clock_from` till `clock_till` of its zone."""

    id: int
    slug: str
    name: str
    platform: str
    timezone: str
    currency: str
    clock_seconds: int
    clock_from: str
    clock_till: str
    language: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class User:
    """A person. `password_hash` is None until they have set a password."""

    id: int
    name: str
    shown_name: str
    password_hash: str | None
    language: str
    is_active: bool
    created_at: datetime
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Member:
    """A person with their role in one shop."""

    user: User
    role: Role


@dataclass(frozen=True, slots=True)
class WebSession:
    """A browser that is logged in."""

    id: int
    csrf_token: str
    user_id: int
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A program's key. `shop_id` None opens every shop."""

    id: int
    name: str
    prefix: str
    shop_id: int | None
    scopes: tuple[str, ...]
    created_by: int | None
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Buyer:
    """A buyer as the shop's platform names them."""

    id: int
    shop_id: int
    vendor_id: str
    name: str
    is_vip: bool
    note: str
    is_demo: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation. `waiting_since` is None where the buyer waits for nothing, `due_at` where nothing is due.

    `facts` are those of a conversation without an order; `version` grows with every change.
    """

    id: int
    shop_id: int
    buyer_id: int
    channel: str
    vendor_id: str
    platform: str
    state: State
    rank: int
    assignee_id: int | None
    escalated_because: str | None
    intent: str | None
    order_no: str | None
    facts: dict[str, Any]
    waiting_since: datetime | None
    clock_due_at: datetime | None
    due_at: datetime | None
    snoozed_until: datetime | None
    last_message_at: datetime | None
    last_text: str
    message_count: int
    is_demo: bool
    created_at: datetime
    updated_at: datetime
    version: int

    @property
    def is_case(self) -> bool:
        """Return whether it is a case or request of the platform, which stands before ordinary mail (S2)."""
        return self.rank == 0


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A row of the inbox: the conversation and whose it is."""

    conversation: Conversation
    buyer: Buyer


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `reading` is what the engine understood; None where no buyer wrote it.

    `clock_due_at` stands where the response clock started with it, `answered_at` once the shop has answered.
    """

    id: int
    shop_id: int
    conversation_id: int
    author: Author
    user_id: int | None
    text: str
    language: str | None
    vendor_id: str | None
    sent_at: datetime
    received_at: datetime
    reading: dict[str, Any] | None
    intent: str | None
    abstained: bool | None
    clock_due_at: datetime | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that was offered, and what became of it. `edit_distance` runs from 0 (as it was) to 1 (all new)."""

    id: int
    shop_id: int
    conversation_id: int
    message_id: int
    template: str
    variant: str
    position: int
    language: str
    text: str
    gloss: str
    answer: dict[str, Any]
    state: DraftState
    final_text: str | None
    edit_distance: float | None
    reason: str | None
    decided_by: int | None
    decided_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What is known about an order, and who said so last."""

    shop_id: int
    order_no: str
    facts: dict[str, Any]
    source: str
    updated_at: datetime
    updated_by: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """What the next colleague must know about an order or a conversation (R7)."""

    id: int
    shop_id: int
    order_no: str | None
    conversation_id: int | None
    text: str
    user_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Tick:
    """A step that was done."""

    conversation_id: int
    step: str
    done_by: int | None
    done_at: datetime
