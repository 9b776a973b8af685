"""A desk that tests work at: buyers write to it, Anna answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.receive import Incoming, Opening, Received, receive
from app.desk.send import Reply, Sent, send
from app.engine import Engine
from app.store.conversations import get_conversation
from app.store.events import write_waiting
from app.store.log import list_entries_of
from app.store.people import add_user, set_role
from app.store.records import Conversation, Shop
from app.store.shops import add_shop


@dataclass
class Work:
    """One shop with one agent; things happen at `now`, later by seconds where it is said."""

    session: Session
    shop: Shop
    engine: Engine
    now: datetime
    anna: Actor
    program: Actor

    @classmethod
    def begin(cls, session: Session, shop: Shop, engine: Engine, now: datetime) -> Work:
        user = add_user(session, "Anna", at=now)
        set_role(session, user.id, shop_id=shop.id, role="agent")
        return cls(
            session, shop, engine, now, Actor("user", user.id, (shop.id,), "10.0.0.1"), Actor("key", 7, (shop.id,))
        )

    def at(self, later: float = 0) -> datetime:
        return self.now + timedelta(seconds=later)

    def write(self, text: str, *, conversation: str = "c1", later: float = 0, **given: Any) -> Received:
        """Let a buyer write."""
        about = {"shop": self.shop.slug, "channel": "api", "buyer_id": "b1", "buyer_name": "小云"}
        asked = {name: given.pop(name) for name in list(given) if name in Opening.__slots__}
        opening = Opening(**{**about, "conversation_id": conversation, **asked})
        return receive(
            self.session, self.engine, Incoming(opening, text, **given), now=self.at(later), actor=self.program
        )

    def answer(self, to: Received, *, later: float = 60, **reply: Any) -> Sent:
        """Let Anna send the first draft, or what is given."""
        reply = reply or {"draft_id": to.drafts[0].id}
        where = to.conversation.id
        return send(self.session, self.engine, where, Reply(**reply), now=self.at(later), actor=self.anna)

    def look(self, conversation: Conversation) -> Conversation:
        found = get_conversation(self.session, conversation.id, shop_ids=[self.shop.id])
        assert found is not None
        return found

    def log(self, conversation: Conversation) -> list[str]:
        """Return the kinds of line in the after-sales log."""
        return [entry.kind for entry in list_entries_of(self.session, conversation)]

    def stranger(self) -> Actor:
        """Return somebody of another shop."""
        other = add_shop(self.session, "other", at=self.now)
        return replace(self.anna, shop_ids=(other.id,))

    def told(self) -> bool:
        """Return whether pages are told of something, and write what they are told."""
        waiting = bool(self.session.info.get("events"))
        write_waiting(self.session)
        return waiting
