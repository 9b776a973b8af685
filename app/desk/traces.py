"""What every use case leaves behind: a line of the audit log, and a line of the after-sales log where it matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.store.audit import Act, note_act
from app.store.log import add_entry
from app.store.records import Conversation

CONVERSATION, SHOP, MESSAGE = "conversation", "shop", "message"
"""Kinds of thing the audit log speaks of."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does something now, and what leaves traces of it."""

    session: Session
    actor: Actor
    now: datetime

    def audit(self, action: str, conversation: Conversation, **data: Any) -> None:
        """Add a line about a conversation to the audit log. It holds numbers and names, never a buyer's words."""
        self.audit_on(action, CONVERSATION, conversation.id, shop_id=conversation.shop_id, data=data)

    def audit_on(
        self, action: str, kind: str, subject_id: int | None, *, shop_id: int, data: Mapping[str, Any] | None = None
    ) -> None:
        """Add a line about anything to the audit log."""
        actor = self.actor
        if not actor.is_sample:
            act = Act(action, actor.kind, actor.id, shop_id, kind, subject_id, actor.address)
            note_act(self.session, act, at=self.now, data=data)

    def log(self, conversation: Conversation, kind: str, text: str, **data: Any) -> int:
        """Add a line to the after-sales log (R6) and return its number. `text` is what somebody said or decided."""
        by = self.actor.user_id
        return add_entry(self.session, conversation, kind, text, at=self.now, by=by, data=data).id
