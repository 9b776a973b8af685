"""Drafts and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal, TypeAlias

from sqlalchemy import Executable, bindparam, insert, select, update
from sqlalchemy.orm import Session

from app.store import events
from app.store.conversations import CHANGED
from app.store.records import Draft, Message
from app.store.rows import columns, find_one, read_all, read_one, select_known
from app.store.tables import DRAFTS

COLUMNS = columns(DRAFTS, Draft)
Decided: TypeAlias = Literal["sent", "edited", "rejected"]


@dataclass(frozen=True, slots=True)
class NewDraft:
    """A draft to be offered. `answer` is what it rests on: decisions, steps, deadlines, what is missing."""

    template: str
    variant: str
    language: str
    text: str
    gloss: str
    answer: dict[str, Any]


def offer_drafts(session: Session, message: Message, drafts: Sequence[NewDraft], *, at: datetime) -> tuple[Draft, ...]:
    """Offer drafts for a message, best first, in place of those that are still offered in its conversation."""
    replace_drafts(session, message.conversation_id)
    events.tell(session, CHANGED, shop_id=message.shop_id, conversation_id=message.conversation_id, at=at)
    rows = [_as_row(draft, message, position, at) for position, draft in enumerate(drafts, start=1)]
    if not rows:
        return ()
    return tuple(Draft(*row) for row in session.execute(_add(), rows))


@cache
def _add() -> Executable:
    return insert(DRAFTS).returning(*COLUMNS, sort_by_parameter_order=True)


def replace_drafts(session: Session, conversation_id: int) -> None:
    """Let the drafts that are still offered in a conversation be offered no more."""
    session.execute(_replace(), {"replaced_in": conversation_id})


@cache
def _replace() -> Executable:
    offered = (DRAFTS.c.conversation_id == bindparam("replaced_in"), DRAFTS.c.state == "offered")
    return update(DRAFTS).where(*offered).values(state="replaced")


def decide_draft(
    session: Session,
    draft_id: int,
    *,
    state: Decided,
    by: int | None,
    at: datetime,
    final_text: str | None = None,
    edit_distance: float | None = None,
    reason: str | None = None,
) -> Draft | None:
    """Write what became of a draft and return it; None where it is not offered any more: somebody was faster."""
    values = {
        "state": state,
        "final_text": final_text,
        "edit_distance": edit_distance,
        "reason": reason,
        "decided_by": by,
        "decided_at": at,
    }
    offered = (DRAFTS.c.id == draft_id, DRAFTS.c.state == "offered")
    statement = update(DRAFTS).where(*offered).values(**values).returning(*COLUMNS)
    draft = read_one(session, Draft, statement)
    if draft is not None:
        events.tell(session, CHANGED, shop_id=draft.shop_id, conversation_id=draft.conversation_id, at=at)
    return draft


def get_draft(session: Session, draft_id: int) -> Draft | None:
    """Return a draft; None where there is none."""
    return find_one(session, Draft, DRAFTS, id=draft_id)


def list_offered(session: Session, conversation_id: int) -> tuple[Draft, ...]:
    """Return the drafts that are offered in a conversation, best first."""
    offered = (DRAFTS.c.conversation_id == conversation_id, DRAFTS.c.state == "offered")
    return read_all(session, Draft, select(*COLUMNS).where(*offered).order_by(DRAFTS.c.id))


def list_of_message(session: Session, message_id: int) -> tuple[Draft, ...]:
    """Return every draft there ever was for a message, in the order they were made."""
    return read_all(session, Draft, _select_of_message(), {"message_id": message_id})


@cache
def _select_of_message() -> Executable:
    return select_known(DRAFTS, Draft, "message_id").order_by(DRAFTS.c.id)


def _as_row(draft: NewDraft, message: Message, position: int, at: datetime) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in draft.__slots__} | {
        "shop_id": message.shop_id,
        "conversation_id": message.conversation_id,
        "message_id": message.id,
        "position": position,
        "state": "offered",
        "created_at": at,
    }
