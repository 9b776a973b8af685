"""When a conversation must be worked on (S2): the response clock, what the rules set, what the shop has promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.consequences import FIRST_REPLY, PROMISED
from app.core.lint.terms import PROMISING_RULES
from app.store.log import list_entries_of
from app.store.records import Conversation

SENT, PROMISE = "sent", "promise"
"""Kinds of line in the after-sales log that say what was promised, and with which message."""


def find_due(session: Session, conversation: Conversation, answer: dict[str, Any] | None) -> datetime | None:
    """Return when a conversation is due next; None where nothing is, as in one that is done.

    While the buyer waits, what the rules set counts beside the clock and what was promised before. `answer` is what
    the drafts for the buyer's last message rest on; None where there are none.
    """
    if conversation.state == "done":
        return None
    due = list(_standing_promises(session, conversation))
    if conversation.waiting_since is not None:
        due += [moment for moment in (conversation.clock_due_at,) if moment]
        # The shop's own clock stands for the first reply, and what only a draft promises has not been promised yet.
        due += [at for what, at in read_deadlines(answer) if what not in {FIRST_REPLY, PROMISED}]
    return min(due, default=None)


def find_promises(answer: dict[str, Any], text: str, *, now: datetime) -> Iterator[tuple[str, datetime]]:
    """Yield what the shop has to do, and by when, once it has sent `text`."""
    rules = {decision["rule"] for decision in answer["decisions"]}
    for what, at in read_deadlines(answer):
        if at <= now or what == FIRST_REPLY or what in rules - PROMISING_RULES:
            continue
        if what != PROMISED or f"{at:%H:%M}" in text:
            yield what, at


def read_deadlines(answer: dict[str, Any] | None) -> list[tuple[str, datetime]]:
    """Return the deadlines that a draft was kept with."""
    kept = answer["deadlines"] if answer else []
    return [(deadline["what"], datetime.fromisoformat(deadline["at"])) for deadline in kept]


def _standing_promises(session: Session, conversation: Conversation) -> Iterator[datetime]:
    """Yield what was promised with the shop's last message: a later word takes the place of an earlier one."""
    standing: list[datetime] = []
    for entry in list_entries_of(session, conversation):
        if entry.kind == SENT:
            standing.clear()
        if entry.kind == PROMISE:
            standing.append(datetime.fromisoformat(entry.data["at"]))
    yield from standing
