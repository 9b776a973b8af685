"""Who works on what comes in: one process beside SQLite, any number of them on PostgreSQL."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from app.benchmark.postgres import Server, start_server
from app.channels.seat import Seat, find_seat
from app.channels.shift import Leaving, Shift
from app.settings import Settings
from app.store.database import Store, migrate_store, open_store
from app.store.hook_events import count_states

from .rows import ask
from .soak.judge import count_overtaken
from .soak.run import read_events, serve_vendors
from .soak.service import Service
from .vendors import Vendors

pytestmark = pytest.mark.timeout(300)
TELEGRAM = 18
"""Deliveries of a channel of that kind in a minute."""
MOST_SENT = 800
"""Events after which one process is said to leave everything to the other."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with start_server() as server:
        yield server


@pytest.fixture
def settings(server: Server, tmp_path: Path) -> Iterator[Settings]:
    with server.lend("shared") as url:
        settings = Settings(data_dir=tmp_path, database_url=url)  # type: ignore[arg-type]
        migrate_store(settings)
        yield settings


@pytest.fixture
def seats(settings: Settings) -> Iterator[tuple[Seat, Seat]]:
    first, second = find_seat(settings), find_seat(settings)
    assert first.take()
    assert second.take()
    yield first, second
    first.leave()
    second.leave()


def test_beside_sqlite_a_second_process_stands_by_until_the_first_one_leaves(tmp_path: Path) -> None:
    first, second = find_seat(Settings(data_dir=tmp_path)), find_seat(Settings(data_dir=tmp_path))
    assert first.take()
    assert not second.take()
    assert not second.is_held()
    first.leave()
    assert second.take()
    second.leave()


def test_on_postgresql_each_process_has_a_seat_and_sees_who_has_ended(seats: tuple[Seat, Seat]) -> None:
    first, second = seats
    assert first.is_held()
    assert second.is_held()
    assert not second.outlives(first.name)
    assert not second.outlives(second.name)
    assert second.outlives("somebody before our time")
    gone = first.name
    first.leave()
    assert not first.is_held()
    assert second.outlives(gone)


def test_a_seat_is_never_taken_again_under_the_same_name(seats: tuple[Seat, Seat]) -> None:
    first, second = seats
    gone = first.name
    first.leave()
    assert first.take()
    assert first.name != gone
    assert second.outlives(gone)


def test_one_process_at_a_time_hands_events_out(seats: tuple[Seat, Seat]) -> None:
    first, second = seats
    with first.take_turn() as ours:
        assert ours
        with second.take_turn() as theirs:
            assert not theirs
    with second.take_turn() as theirs:
        assert theirs


def test_an_end_waits_for_what_is_under_way_and_lets_nothing_begin() -> None:
    shift, done = Shift(), []

    def work() -> None:
        with shift.working():
            begun.set()
            time.sleep(0.2)
            done.append("it")

    begun = threading.Event()
    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(5)
    assert shift.end(patience=10)
    assert done == ["it"]
    with pytest.raises(Leaving), shift.working():
        done.append("more")
    with pytest.raises(Leaving):
        shift.wait_until(time.time() + 100)
    thread.join()


class Pair:
    """Two processes on one PostgreSQL, and their vendors."""

    def __init__(self, settings: Settings, vendors: Vendors, port: int, *, faster: int) -> None:
        assert settings.database_url is not None
        environ = {"SHOUHOU_DATABASE_URL": settings.database_url.get_secret_value()}
        self.vendors, self.store = vendors, open_store(settings)
        self.services = [Service(name, settings.data_dir, port, 0.0, environ, faster) for name in "ab"]

    def start(self) -> None:
        for one in self.services:
            one.start()

    def send(self, kind: str, numbers: range, *, threads: int) -> None:
        """Send an event for each number, by turns to one process and the other."""
        with httpx.Client(timeout=30) as client:
            for number in numbers:
                hook = ask(
                    kind, "什么时候发货", number=str(number), thread=str(700 + number % threads), now=datetime.now(UTC)
                )
                while not self.services[number % 2].send(client, kind, hook):
                    time.sleep(0.1)

    def send_until_both_deliver(self, kind: str, *, threads: int) -> int:
        """Send event after event until each process has delivered one, and return how many were sent.

        A process that stands by finds what the other was sent within a second or so: on a quick day one of them has
        delivered a dozen before the other begins.
        """
        for first in range(0, MOST_SENT, threads):
            self.send(kind, range(first, first + threads), threads=threads)
            self.wait_for(first + threads // 2, "delivered")
            if len({one.worker for one in self.vendors.taken}) == len(self.services):
                return first + threads
        pytest.fail(f"one process delivered all of {MOST_SENT} events")

    def wait_for(self, count: int, *states: str) -> None:
        till = time.monotonic() + 90
        while sum(found for (_, state), found in _count(self.store).items() if state in states) < count:
            assert time.monotonic() < till, _count(self.store)
            time.sleep(0.05)

    def close(self) -> None:
        for one in self.services:
            one.kill()
        self.store.close()


@pytest.fixture
def open_pair(settings: Settings) -> Iterator[Callable[[int], Pair]]:
    """Return what starts two processes that are so many times faster than vendors allow."""
    with ExitStack() as stack:

        def open_one(faster: int) -> Pair:
            vendors = Vendors()
            pair = Pair(settings, vendors, stack.enter_context(serve_vendors(vendors)), faster=faster)
            stack.callback(pair.close)
            pair.start()
            return pair

        yield open_one


def test_two_processes_share_the_work_in_order_and_one_goes_on_where_the_other_was_killed(
    open_pair: Callable[[int], Pair],
) -> None:
    pair = open_pair(100)
    sent = pair.send_until_both_deliver("chatwoot", threads=8)
    pair.send("chatwoot", range(sent, sent + 24), threads=8)
    pair.services[0].kill()
    pair.wait_for(sent + 24, "delivered")
    taken = pair.vendors.taken
    assert {one.worker for one in taken} == {"a1", "b1"}
    assert len({one.trace for one in taken}) == sent + 24
    assert count_overtaken(taken, read_events(pair.store)) == 0
    pair.services[0].start()


def test_a_vendor_s_pace_holds_over_both_processes(open_pair: Callable[[int], Pair]) -> None:
    pair = open_pair(1)
    pair.send("telegram", range(TELEGRAM + 12), threads=TELEGRAM + 12)
    pair.wait_for(TELEGRAM, "delivered")
    time.sleep(3.0)
    assert _count(pair.store) == {("telegram", "delivered"): TELEGRAM, ("telegram", "working"): 12}
    assert len(pair.vendors.taken) == TELEGRAM


def test_a_process_that_is_told_to_stop_leaves_nothing_half_done(open_pair: Callable[[int], Pair]) -> None:
    pair = open_pair(100)
    pair.send("slack", range(30), threads=30)
    pair.wait_for(5, "delivered")
    pair.services[0].stop()
    pair.wait_for(30, "delivered")
    traces = [one.trace for one in pair.vendors.taken]
    assert [event for event in read_events(pair.store) if traces.count(event.trace) != 1] == []
    assert len(traces) == 30
    pair.services[0].start()


def _count(store: Store) -> dict[tuple[str, str], int]:
    with store.reading() as session:
        return count_states(session)
