"""What the desk's looks at a full database cost, beside the same looks at a small one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from os import getpid
from pathlib import Path
from statistics import median
from time import perf_counter

from pydantic import SecretStr
from sqlalchemy.orm import Session

from app.benchmark.clock import MICROSECOND
from app.benchmark.postgres import Server
from app.benchmark.row import Bound, Row
from app.settings import Settings
from app.store.crowd import EVERYWHERE, HALF, SOME, fill_inbox
from app.store.database import Store, migrate_store, open_store
from app.store.inbox import Filter, count_inbox, list_inbox
from app.store.messages import list_messages
from app.store.search import search_inbox, search_readings
from app.store.shops import list_shops


@dataclass(frozen=True, slots=True)
class Size:
    """How full the full database is, how many messages a conversation has, and how often each look is timed."""

    conversations: int
    messages: int
    rounds: int


FEW = 100
"""Conversations of the small database."""
QUICK, FULL = Size(1000, 5, 5), Size(10_000, 20, 50)

BOUND = Bound(3.0)
_MINE = Filter((1,))
_SIZING = Filter((1,), intent="sizing")

Look = Callable[[Session], object]
LOOKS: Mapping[str, Look] = {
    "inbox opened": lambda session: (list_inbox(session, _MINE), count_inbox(session, [_MINE, _SIZING])),
    "inbox of an intent": lambda session: list_inbox(session, _SIZING),
    "inbox of what is done": lambda session: list_inbox(session, Filter((1,), ("done",))),
    "search for what all have": lambda session: search_inbox(session, [EVERYWHERE], _MINE),
    "search for two terms": lambda session: search_inbox(session, [EVERYWHERE, HALF], _MINE),
    "search for what few have": lambda session: search_inbox(session, [EVERYWHERE, SOME], Filter((1,), ())),
    "search for one of two readings": lambda session: search_readings(session, [[SOME], [HALF, EVERYWHERE]], _MINE),
    "conversation opened": lambda session: list_messages(session, 77),
}


def measure_inbox(folder: Path, server: Server | None, *, size: Size) -> list[Row]:
    """Return what each look costs in a small and in a full database, the full one as a ratio: new ones of each kind.

    Without a `server` SQLite alone is measured.
    """
    small, full = Settings(data_dir=folder / "few"), Settings(data_dir=folder / "many")
    rows = _name(compare_stores(small, full, size=size), "SQLite")
    if server is None:
        return rows
    # Named by the process, so that a server that is in use is lent nothing that is there.
    with server.lend(f"shouhou_few_{getpid()}") as few, server.lend(f"shouhou_many_{getpid()}") as many:
        places = [_at(folder, url) for url in (few, many)]
        return rows + _name(compare_stores(*places, size=size), "PostgreSQL")


def _at(folder: Path, url: str) -> Settings:
    return Settings(data_dir=folder, database_url=SecretStr(url))


def _name(rows: list[Row], database: str) -> list[Row]:
    return [replace(row, name=f"{database}: {row.name}", to=row.to and f"{database}: {row.to}") for row in rows]


def compare_stores(small: Settings, full: Settings, *, size: Size) -> list[Row]:
    """Fill two empty databases, a small one and a full one, and return what each look costs in both."""
    with (
        closing(_fill(small, FEW, size.messages)) as few,
        closing(_fill(full, size.conversations, size.messages)) as many,
    ):
        return [row for name, look in LOOKS.items() for row in _compare(name, look, few, many, size)]


def _fill(settings: Settings, conversations: int, messages: int) -> Store:
    migrate_store(settings)
    store = open_store(settings)
    with store.transaction() as session:
        shop = list_shops(session)[0]
        fill_inbox(session, shop, conversations=conversations, messages=messages, at=datetime.now(UTC))
    return store


def _compare(name: str, look: Look, few: Store, many: Store, size: Size) -> list[Row]:
    took: list[tuple[float, float]] = [(_time(look, few), _time(look, many)) for _ in range(size.rounds + 1)]
    counted = took[1:]
    plain = f"{name}, {FEW} conversations"
    ratio = median(full / small for small, full in counted)
    return [
        Row(plain, median(small for small, _ in counted), "us"),
        Row(f"{name}, {size.conversations:,}", median(full for _, full in counted), "us", ratio, plain, BOUND),
    ]


def _time(look: Look, store: Store) -> float:
    began = perf_counter()
    with store.reading() as session:
        look(session)
    return (perf_counter() - began) * MICROSECOND
