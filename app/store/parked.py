"""Events of channels that wait for a person: what is parked in which shop, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.store.cursors import cut, read_cursor
from app.store.hook_events import COLUMNS, HookEvent
from app.store.records import Page
from app.store.rows import read_all
from app.store.tables import CONVERSATIONS, HOOK_EVENTS


@dataclass(frozen=True, slots=True)
class Pile:
    """Which parked events: those at the desk of `shop_ids`, and what `channels` (None: any) brought to no desk at all.

    `channel` narrows it to one, `words` to reasons that hold them; empty for all.
    """

    shop_ids: tuple[int, ...]
    channels: tuple[str, ...] | None
    channel: str = ""
    words: str = ""


def list_parked(session: Session, pile: Pile, *, limit: int = 50, cursor: str | None = None) -> Page[HookEvent]:
    """Return a page of what is parked, the latest event first."""
    statement = _narrow(pile, *COLUMNS).order_by(HOOK_EVENTS.c.id.desc()).limit(limit + 1)
    if cursor:
        (before,) = read_cursor(cursor, kinds=(int,))
        statement = statement.where(HOOK_EVENTS.c.id < before)
    return cut(read_all(session, HookEvent, statement), limit=limit, place=lambda event: (event.id,))


def list_parked_ids(session: Session, pile: Pile, among: Collection[int] | None = None) -> tuple[int, ...]:
    """Return the numbers of what is parked, the oldest first; of those `among` where that is given."""
    statement = _narrow(pile, HOOK_EVENTS.c.id)
    if among is not None:
        statement = statement.where(HOOK_EVENTS.c.id.in_(among))
    return tuple(session.scalars(statement.order_by(HOOK_EVENTS.c.id)))


def count_parked(session: Session, pile: Pile) -> dict[str, int]:
    """Return how many are parked of each channel; no entry for those without."""
    counted = _narrow(pile, HOOK_EVENTS.c.channel, func.count()).group_by(HOOK_EVENTS.c.channel)
    return {str(channel): int(count) for channel, count in session.execute(counted)}


def _narrow(pile: Pile, *what: Any) -> Select[Any]:
    at_desk = HOOK_EVENTS.c.conversation_id == CONVERSATIONS.c.id
    nowhere: ColumnElement[bool] = HOOK_EVENTS.c.conversation_id.is_(None)
    if pile.channels is not None:
        nowhere = and_(nowhere, HOOK_EVENTS.c.channel.in_(pile.channels))
    theirs = or_(CONVERSATIONS.c.shop_id.in_(pile.shop_ids), nowhere)
    narrowed = select(*what).select_from(HOOK_EVENTS.outerjoin(CONVERSATIONS, at_desk))
    narrowed = narrowed.where(HOOK_EVENTS.c.state == "parked", theirs)
    if pile.channel:
        narrowed = narrowed.where(HOOK_EVENTS.c.channel == pile.channel)
    if pile.words:
        narrowed = narrowed.where(HOOK_EVENTS.c.reason.icontains(pile.words, autoescape=True))
    return narrowed
