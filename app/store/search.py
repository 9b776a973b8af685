"""Searching conversations by terms: letters, words and numbers that somebody else cut texts into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Executable, Select, exists, func, literal, select, union_all
from sqlalchemy.orm import Session

from app.store.columns import LONGEST_NAME
from app.store.cursors import cut, read_cursor
from app.store.inbox import COLUMNS, Filter, with_buyers
from app.store.records import Conversation, InboxItem, Page
from app.store.rows import insert_in, name_dialect, read_all
from app.store.tables import CONVERSATIONS, TERMS

COMMON = 500
"""A term that so many conversations have is not counted any further."""

MOST_TERMS = 16
"""Terms of one search that are looked at: the first ones."""

_BATCH = 500
"""Rows that one INSERT takes: few enough for every database's limit of parameters."""


def index_terms(session: Session, conversation: Conversation, terms: Iterable[str]) -> None:
    """Let a conversation be found by each of `terms`, besides those it is found by already."""
    kept = sorted({term[:LONGEST_NAME] for term in terms if term})
    for start in range(0, len(kept), _BATCH):
        rows = [
            {"shop_id": conversation.shop_id, "term": term, "conversation_id": conversation.id}
            for term in kept[start : start + _BATCH]
        ]
        session.execute(_add(name_dialect(session)), rows)


@cache
def _add(dialect: str) -> Executable:
    return insert_in(dialect, TERMS).on_conflict_do_nothing()


def search_inbox(
    session: Session, terms: Sequence[str], wanted: Filter, *, limit: int = 50, cursor: str | None = None
) -> Page[InboxItem]:
    """Return what is wanted and has all of `terms`, the newest conversation first; nothing without a term."""
    return search_readings(session, [terms], wanted, limit=limit, cursor=cursor)


def search_readings(
    session: Session, readings: Iterable[Sequence[str]], wanted: Filter, *, limit: int = 50, cursor: str | None = None
) -> Page[InboxItem]:
    """Return what is wanted and has all terms of one of the readings, the newest conversation first."""
    before = None if cursor is None else read_cursor(cursor, kinds=[int])[0]
    found: dict[int, Conversation] = {}
    for terms in readings:
        asked = list(dict.fromkeys(term[:LONGEST_NAME] for term in terms if term))[:MOST_TERMS]
        for shop_id in dict.fromkeys(wanted.shop_ids) if asked else ():
            statement = _find(_rarest_first(session, shop_id, asked), shop_id, wanted)
            if before is not None:
                statement = statement.where(TERMS.c.conversation_id < before)
            found |= {one.id: one for one in read_all(session, Conversation, statement.limit(limit + 1))}
    newest = sorted(found.values(), key=lambda conversation: -conversation.id)
    page = cut(newest, limit=limit, place=lambda conversation: [conversation.id])
    return Page(tuple(with_buyers(session, page.items)), page.next)


def _rarest_first(session: Session, shop_id: int, terms: Sequence[str]) -> list[str]:
    """Return the terms so that the search goes along the shortest list and looks the others up."""
    if len(terms) == 1:
        return list(terms)
    few = {
        term: select(literal(1)).where(TERMS.c.shop_id == shop_id, TERMS.c.term == term).limit(COMMON).subquery()
        for term in terms
    }
    counted = [select(literal(term), func.count()).select_from(rows) for term, rows in few.items()]
    counts = {row[0]: row[1] for row in session.execute(union_all(*counted))}
    return sorted(terms, key=lambda term: counts[term])


def _find(terms: Sequence[str], shop_id: int, wanted: Filter) -> Select[Any]:
    first, *others = terms
    statement = (
        select(*COLUMNS)
        .join_from(TERMS, CONVERSATIONS, CONVERSATIONS.c.id == TERMS.c.conversation_id)
        .where(
            TERMS.c.shop_id == shop_id,
            TERMS.c.term == first,
            *(_has(term) for term in others),
        )
    )
    return _narrow(statement, wanted).order_by(TERMS.c.conversation_id.desc())


def _has(term: str) -> Any:
    other = TERMS.alias()
    same = (other.c.shop_id == TERMS.c.shop_id, other.c.conversation_id == TERMS.c.conversation_id)
    return exists().where(other.c.term == term, *same)


def _narrow(statement: Select[Any], wanted: Filter) -> Select[Any]:
    if wanted.states:
        statement = statement.where(CONVERSATIONS.c.state.in_(wanted.states))
    if wanted.intent is not None:
        statement = statement.where(CONVERSATIONS.c.intent == wanted.intent)
    if wanted.assignee_id is not None:
        statement = statement.where(CONVERSATIONS.c.assignee_id == wanted.assignee_id)
    return statement
