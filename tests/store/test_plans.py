"""However much there is, what an agent looks at is found along an index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session

from app.settings import Settings
from app.store.conversations import list_of_buyer, list_of_order, list_to_wake
from app.store.crowd import EVERYWHERE, HALF, SOME, fill_inbox
from app.store.database import Store, migrate_store, open_store
from app.store.drafts import list_offered
from app.store.events import list_events
from app.store.figures import Period, count_abstained, measure_answering
from app.store.inbox import Filter, count_inbox, list_inbox
from app.store.log import list_entries
from app.store.messages import list_messages
from app.store.notes import list_notes
from app.store.search import search_inbox, search_readings
from app.store.shops import list_shops

CONVERSATIONS, MESSAGES = 3000, 6
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
MINE = Filter((1,))
DAY = Period((1,), NOW - timedelta(hours=3), NOW)
SMALL = re.compile(r"^SCAN (anon_|CONSTANT)|Seq Scan on (shops|users|events|drafts|log_entries|order_notes)\b")
"""What may be read whole: the few rows that an inner query found, and tables that these tests leave empty."""

Look = Callable[[Session], Any]
LOOKS: dict[str, Look] = {
    "the inbox": lambda session: list_inbox(session, MINE),
    "its second page": lambda session: list_inbox(session, MINE, cursor=list_inbox(session, MINE, limit=9).next),
    "done": lambda session: list_inbox(session, Filter((1,), ("done",))),
    "all states": lambda session: list_inbox(session, Filter((1,), ("open", "snoozed", "escalated", "done"))),
    "one intent": lambda session: list_inbox(session, Filter((1,), intent="sizing")),
    "mine": lambda session: list_inbox(session, Filter((1,), assignee_id=1)),
    "counts": lambda session: count_inbox(session, [MINE, Filter((1,), intent="sizing"), Filter((1,), ("done",))]),
    "a common term": lambda session: search_inbox(session, [EVERYWHERE], MINE),
    "two common terms": lambda session: search_inbox(session, [EVERYWHERE, HALF], MINE),
    "a rare term": lambda session: search_inbox(session, [EVERYWHERE, SOME], Filter((1,), ())),
    "one of its own": lambda session: search_inbox(session, ["n77", EVERYWHERE], MINE),
    "a term of nobody": lambda session: search_inbox(session, ["nobody", EVERYWHERE], MINE),
    "one of two readings": lambda session: search_readings(session, [["n77"], [SOME, HALF]], MINE),
    "messages": lambda session: list_messages(session, 77),
    "an order": lambda session: list_of_order(session, 1, f"{77:018}"),
    "a buyer": lambda session: list_of_buyer(session, 77),
    "whom to wake": lambda session: list_to_wake(session, now=NOW - timedelta(days=1)),
    "drafts": lambda session: list_offered(session, 77),
    "events": lambda session: list_events(session, after=0, shop_ids=[1]),
    "the log": lambda session: list_entries(session, [1]),
    "notes": lambda session: list_notes(session, 1, order_no="1", conversation_id=77),
    "answers of some hours": lambda session: measure_answering(session, DAY, now=NOW),
    "abstentions of some hours": lambda session: count_abstained(session, DAY),
}


@pytest.fixture(scope="module")
def crowds(databases: Callable[[str], Settings]) -> Iterator[Callable[[str], Store]]:
    """Give a store of each kind with many conversations in it."""
    opened: list[Store] = []

    @cache
    def make(kind: str) -> Store:
        place = databases(kind)
        migrate_store(place)
        store = open_store(place)
        opened.append(store)
        with store.transaction() as session:
            fill_inbox(session, list_shops(session)[0], conversations=CONVERSATIONS, messages=MESSAGES, at=NOW)
        return store

    yield make
    for store in opened:
        store.close()


@contextmanager
def overhear(store: Store) -> Iterator[list[tuple[str, Any]]]:
    """Give the statements that are run in the block."""
    heard: list[tuple[str, Any]] = []

    def hear(_connection: Connection, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if statement.startswith("SELECT"):
            heard.append((statement, parameters))

    event.listen(store.engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(store.engine, "before_cursor_execute", hear)


def explain(session: Session, statement: str, parameters: Any) -> list[str]:
    """Return the steps of a statement's plan."""
    how = "EXPLAIN QUERY PLAN " if session.get_bind().dialect.name == "sqlite" else "EXPLAIN "
    rows = session.connection().exec_driver_sql(how + statement, parameters).fetchall()
    return [str(row[-1]).strip() for row in rows]


@pytest.mark.parametrize("look", LOOKS)
def test_no_look_at_the_desk_reads_a_table_whole(crowds: Callable[[str], Store], kind: str, look: str) -> None:
    store = crowds(kind)
    with overhear(store) as heard, store.reading() as session:
        LOOKS[look](session)
    assert heard
    with store.reading() as session:
        for statement, parameters in heard:
            steps = explain(session, statement, parameters)
            whole = [step for step in steps if re.search(r"\bSCAN\b|Seq Scan", step) and not SMALL.search(step)]
            assert not whole, "\n".join([statement, *steps])


def test_the_crowd_is_there(crowds: Callable[[str], Store], kind: str) -> None:
    with crowds(kind).reading() as session:
        assert session.scalar(text("SELECT count(*) FROM messages")) == CONVERSATIONS * MESSAGES
        assert len(list_inbox(session, MINE).items) == 50
        assert [one.conversation.id for one in search_inbox(session, [SOME], Filter((1,), ()), limit=2).items] == [
            3000,
            2900,
        ]
