"""What comes in at once is kept at once, and nobody is answered before it is."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DataError

from app.channels import keeping
from app.channels.keeping import Keeper
from app.settings import Settings
from app.store.database import Store, open_store
from app.store.faults import StoreUnavailable
from app.store.hook_events import NewHookEvent, find_event, keep_events
from app.store.turns import Turns

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(Settings(data_dir=tmp_path))
    yield store
    store.close()


def new(number: int) -> NewHookEvent:
    return NewHookEvent("slack", str(number), "77", "t", {"text": "hi"})


def keep_all(store: Store, *numbers: int) -> list[Any]:
    async def keep() -> list[Any]:
        keeper = Keeper(store)
        return await asyncio.gather(*(keeper.keep([new(one)], at=NOW) for one in numbers), return_exceptions=True)

    return asyncio.run(keep())


def test_each_hears_whether_its_own_event_is_new(store: Store) -> None:
    assert keep_all(store, 1, 2, 1) == [True, True, False]
    assert keep_all(store, 2, 3) == [False, True]


def test_many_that_come_at_once_are_kept_in_few_transactions(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, transaction = [], Store.transaction
    monkeypatch.setattr(Store, "transaction", lambda self, **how: begun.append(how) or transaction(self, **how))
    assert all(keep_all(store, *range(40)))
    assert 1 <= len(begun) <= 3


def test_nobody_is_answered_where_the_database_is_away(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreUnavailable("away")

    monkeypatch.setattr(keeping, "keep_events", fail)
    assert all(isinstance(one, StoreUnavailable) for one in keep_all(store, 1, 2))


def test_what_the_database_does_not_take_costs_the_others_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep(session: Any, events: Any, *, at: datetime) -> Any:
        if events[0].vendor_id == "2":
            raise DataError("insert", {}, ValueError("no such letter"))
        return keep_events(session, events, at=at)

    monkeypatch.setattr(keeping, "keep_events", keep)
    first, second, third = keep_all(store, 1, 2, 3)
    assert (first, third) == (True, True)
    assert isinstance(second, DataError)
    with store.reading() as session:
        assert find_event(session, "slack", "3") is not None
        assert find_event(session, "slack", "2") is None


def test_whoever_asked_first_writes_first_but_a_hook_goes_before_all() -> None:
    turns, order = Turns(patience=10), []

    def write(name: str, *, first: bool) -> None:
        with turns.take(first=first):
            order.append(name)

    threads = []
    with turns.take():
        for name in ("one", "two", "hook"):
            threads.append(threading.Thread(target=write, args=(name,), kwargs={"first": name == "hook"}))
            threads[-1].start()
            time.sleep(0.05)
    for thread in threads:
        thread.join()
    assert order == ["hook", "one", "two"]


def test_a_turn_that_does_not_come_is_given_up_and_the_next_one_still_comes() -> None:
    turns = Turns(patience=0.05)
    with turns.take(), pytest.raises(StoreUnavailable, match="others have been writing"), turns.take():
        pytest.fail("two wrote at once")
    with turns.take():
        pass
