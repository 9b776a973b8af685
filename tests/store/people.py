"""A small desk that tests put rows into: who works there, who writes to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.store.buyers import find_or_add_buyer
from app.store.conversations import change_conversation, find_or_add_conversation
from app.store.messages import Added, NewMessage, add_message
from app.store.people import add_user, set_role
from app.store.records import Conversation, Shop, User


@dataclass
class Desk:
    """One shop; everything happens at `now` unless it is told to happen `later` or earlier, in seconds."""

    session: Session
    shop: Shop
    now: datetime
    clock: timedelta = field(default=timedelta(minutes=3))

    def at(self, later: float = 0) -> datetime:
        """Return a moment."""
        return self.now + timedelta(seconds=later)

    def user(self, name: str = "Anna", *, role: Any = "agent") -> User:
        """Return somebody new who works here."""
        user = add_user(self.session, name, at=self.now)
        set_role(self.session, user.id, shop_id=self.shop.id, role=role)
        return user

    def conversation(self, vendor_id: str = "c1", *, buyer: str = "", **changes: Any) -> Conversation:
        """Return a conversation, begun where it is new, and changed."""
        whose = find_or_add_buyer(self.session, self.shop.id, buyer or f"b-{vendor_id}", at=self.now, name=buyer)
        found = find_or_add_conversation(
            self.session, whose, channel="api", vendor_id=vendor_id, platform="taobao", at=self.now
        )
        return change_conversation(self.session, found.id, at=self.now, **changes) if changes else found

    def say(self, conversation: Conversation, text: str = "在吗", *, later: float = 0, **given: Any) -> Added:
        """Let the buyer (or another `author`) write."""
        at = self.at(later)
        clock = at + self.clock if given.get("author", "buyer") == "buyer" else None
        message = {"author": "buyer", "sent_at": at, "received_at": at, "clock_due_at": clock} | given
        return add_message(self.session, conversation, NewMessage(text=text, **message))
