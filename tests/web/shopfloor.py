"""Conversations for the tests of the desk's pages: buyers write to the small engine's shop."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.desk.actors import Actor
from app.desk.receive import Incoming, Opening, Received, receive
from app.store.conversations import get_conversation
from app.store.drafts import list_of_message
from app.store.messages import list_messages
from app.store.records import Conversation, Draft, Message

from .fake_engine import FakeEngine
from .staff import Company


@dataclass
class Buyers:
    """They write to a company; what they wrote can be looked up."""

    company: Company
    engine: FakeEngine = field(default_factory=FakeEngine)

    def write(
        self, text: str, *, conversation: str = "c1", name: str = "小云", shop: str = "default", **more: Any
    ) -> Received:
        """Let a buyer write."""
        shop_id = self.company.shop(shop)
        at: datetime = more.pop("at", self.company.now)
        opening = Opening(shop, "bridge", conversation, f"id-{conversation}", name, **more)
        with self.company.store.transaction() as session:
            return receive(session, self.engine, Incoming(opening, text), now=at, actor=Actor("key", 1, (shop_id,)))

    def look(self, received: Received) -> Conversation:
        """Return the conversation as it is now."""
        one = received.conversation
        with self.company.store.reading() as session:
            found = get_conversation(session, one.id, shop_ids=[one.shop_id])
        assert found is not None
        return found

    def drafts(self, received: Received) -> tuple[Draft, ...]:
        """Return every draft there ever was for the message."""
        with self.company.store.reading() as session:
            return list_of_message(session, received.message.id)

    def messages(self, received: Received) -> tuple[Message, ...]:
        """Return what was said, the latest first."""
        with self.company.store.reading() as session:
            return list_messages(session, received.conversation.id).items
