"""The inbox in the order of work (S2): platform cases first, then by deadline. It costs the same however long it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any

from sqlalchemy import Select, Subquery, literal, select, tuple_, union_all
from sqlalchemy.orm import Session

from app.store.cursors import cut, read_cursor
from app.store.records import Buyer, Conversation, InboxItem, Page, State
from app.store.rows import columns, read_all
from app.store.tables import BUYERS, CONVERSATIONS
from app.store.times import FAR

COLUMNS = columns(CONVERSATIONS, Conversation)
ORDER = (CONVERSATIONS.c.rank, CONVERSATIONS.c.order_at, CONVERSATIONS.c.id)
WORKED_ON: tuple[State, ...] = ("open", "escalated")
"""States of what still waits for somebody."""

MOST = 99
"""How far conversations are counted: more than that is not told apart."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the inbox is wanted. None leaves a wish open."""

    shop_ids: tuple[int, ...]
    states: tuple[State, ...] = WORKED_ON
    intent: str | None = None
    assignee_id: int | None = None


def list_inbox(session: Session, wanted: Filter, *, limit: int = 50, cursor: str | None = None) -> Page[InboxItem]:
    """Return what is wanted in the order of work; the cursor leads on."""
    after = None if cursor is None else read_cursor(cursor, kinds=[int, datetime, int])
    branches = [_read_branch(branch, after, limit) for branch in _branches(wanted)]
    if not branches:
        return Page((), None)
    found = union_all(*(select(branch) for branch in branches)).subquery()
    ordered = select(found.c.id).order_by(*(found.c[column.key] for column in ORDER)).limit(limit + 1)
    page = cut(_read_in_order(session, session.scalars(ordered).all()), limit=limit, place=_place)
    return Page(tuple(with_buyers(session, page.items)), page.next)


def _read_in_order(session: Session, ids: Sequence[int]) -> list[Conversation]:
    # In two steps: the first carries the few columns of the order, and whole rows are read only of what is shown.
    known = select(*COLUMNS).where(CONVERSATIONS.c.id.in_(ids))
    conversations = {one.id: one for one in read_all(session, Conversation, known)} if ids else {}
    return [conversations[number] for number in ids]


def _branches(wanted: Filter) -> Iterator[Select[Any]]:
    """Yield a query for each stretch of the index: one state of one shop lies there in order already."""
    for shop_id, state in product(dict.fromkeys(wanted.shop_ids), dict.fromkeys(wanted.states)):
        here = [CONVERSATIONS.c.shop_id == shop_id, CONVERSATIONS.c.state == state]
        if wanted.intent is not None:
            here.append(CONVERSATIONS.c.intent == wanted.intent)
        if wanted.assignee_id is not None:
            here.append(CONVERSATIONS.c.assignee_id == wanted.assignee_id)
        yield select(*ORDER).where(*here)


def _read_branch(branch: Select[Any], after: list[int | datetime] | None, limit: int) -> Subquery:
    if after is not None:
        place = [literal(value, column.type) for value, column in zip(after, ORDER, strict=True)]
        branch = branch.where(tuple_(*ORDER) > tuple_(*place))
    return branch.order_by(*ORDER).limit(limit + 1).subquery()


def _place(conversation: Conversation) -> Sequence[int | datetime]:
    return conversation.rank, conversation.due_at or FAR, conversation.id


def with_buyers(session: Session, conversations: Sequence[Conversation]) -> Iterator[InboxItem]:
    """Yield each conversation with its buyer, read in one query."""
    wanted = {conversation.buyer_id for conversation in conversations}
    known = select(*columns(BUYERS, Buyer)).where(BUYERS.c.id.in_(wanted))
    buyers = {buyer.id: buyer for buyer in read_all(session, Buyer, known)} if wanted else {}
    return (InboxItem(conversation, buyers[conversation.buyer_id]) for conversation in conversations)


def count_inbox(session: Session, filters: Iterable[Filter]) -> tuple[int, ...]:
    """Return how many conversations each filter lets through, counted up to MOST + 1."""
    return tuple(_count(session, wanted) for wanted in filters)


def _count(session: Session, wanted: Filter) -> int:
    # In the order of the index, or the database might think that any MOST rows are found faster without it.
    few = [
        branch.with_only_columns(CONVERSATIONS.c.id).order_by(*ORDER).limit(MOST + 1).subquery()
        for branch in _branches(wanted)
    ]
    if not few:
        return 0
    found = union_all(*(select(branch.c.id) for branch in few)).limit(MOST + 1)
    return len(session.execute(found).all())
