"""Who goes first, hooks or the work behind them, and when the queues are looked at."""

from __future__ import annotations

import threading
import time

from app.channels.watch import Bell
from app.channels.way import STORM, Way


def test_the_work_gives_way_to_hooks_but_not_for_ever() -> None:
    way = Way()
    assert way.give(patience=0.01)
    with way.passing():
        assert not way.give(patience=0.01)
    assert way.give(patience=0.01)


def test_many_hooks_of_a_second_make_a_storm_that_is_over_two_seconds_later() -> None:
    now = 0.0
    way = Way(clock=lambda: now)
    for _ in range(STORM - 1):
        with way.passing():
            assert not way.is_stormy()
    with way.passing():
        assert way.is_stormy()
    now = 1.9
    assert way.is_stormy()
    now = 2.0
    assert not way.is_stormy()


def test_a_storm_of_long_ago_is_not_taken_for_one_of_the_last_second() -> None:
    now = 0.0
    way = Way(clock=lambda: now)
    for _ in range(STORM):
        with way.passing():
            pass
    now = 5.0
    assert not way.is_stormy()


def test_in_a_storm_the_work_has_the_core_for_a_small_part_of_the_time_and_else_all_of_it() -> None:
    assert work_for(Way(clock=lambda: 0.0)) < 0.1
    way = Way(clock=lambda: 0.0)
    for _ in range(STORM):
        with way.passing():
            pass
    assert work_for(way) > 0.15


def work_for(way: Way) -> float:
    """Return how long a piece of work lasts that needs 0.02 s of the core, beyond the time it waited for the core."""
    began = time.perf_counter()
    with way.drafting():
        till, started = time.thread_time() + 0.02, time.perf_counter()
        while time.thread_time() < till:
            pass
        spent = time.perf_counter() - started
    return time.perf_counter() - began - spent


def test_a_bell_is_waited_for_and_heard_before_the_time_is_up() -> None:
    bell = Bell(Way())
    bell.ring()
    began = time.monotonic()
    assert not bell.wait(30)
    assert time.monotonic() - began < 10


def test_after_a_bell_there_is_one_more_look_without_one_and_then_the_time_counts_again() -> None:
    bell = Bell(Way())
    bell.ring()
    bell.wait(30)
    began = time.monotonic()
    assert not bell.wait(30)
    assert time.monotonic() - began < 10
    began = time.monotonic()
    assert not bell.wait(0.01)
    assert time.monotonic() - began < 10


def test_looks_keep_apart_however_often_the_bell_rings() -> None:
    bell, looks = Bell(Way()), 0
    till = time.monotonic() + 0.6
    while time.monotonic() < till:
        bell.ring()
        bell.wait(30)
        looks += 1
    assert looks <= 4


def test_a_bell_that_is_set_ends_the_wait_and_the_loop() -> None:
    bell = Bell(Way())
    threading.Timer(0.05, bell.set).start()
    assert bell.wait(30)
    assert bell.is_set()
