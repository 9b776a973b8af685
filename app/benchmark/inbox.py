"""What the desk's looks at a full database cost, beside the same looks at a small one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy.orm import Session

from app.benchmark.clock import MICROSECOND
from app.benchmark.row import Bound, Row
from app.settings import Settings
from app.store.crowd import EVERYWHERE, HALF, SOME, fill_inbox
from app.store.database import Store, migrate_store, open_store
from app.store.inbox import Filter, count_inbox, list_inbox
from app.store.messages import list_messages
from app.store.search import search_inbox
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
    "conversation opened": lambda session: list_messages(session, 77),
}


def measure_inbox(folder: Path, *, size: Size) -> list[Row]:
    """Return what each look costs in new SQLite files in `folder`: in a small one, and in a full one as a ratio."""
    return compare_stores(Settings(data_dir=folder / "few"), Settings(data_dir=folder / "many"), size=size)


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
