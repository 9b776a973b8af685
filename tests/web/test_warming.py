"""Warming up: behind a service that answers already, once, and over when the service is."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event

import httpx

from app.channels.warming import SAMPLES
from app.engine import Engine
from app.model import Inquiry
from app.web.console import load_words
from app.web.tongue import LANGUAGES
from app.web.warming import Warming, list_steps

from .fake_engine import FakeEngine
from .test_serve import read_address, start

NOW = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
PATIENCE = 20.0
SERVE = """
from web.fake_engine import FakeEngine
from app.settings import read_settings
from app.web import serve, warming
from app.web.serve import run

class Engine(FakeEngine):
    def draft(self, inquiry, *, now):
        print("drafted", inquiry.message, flush=True)
        raise RuntimeError("no such draft")

class Soon(warming.Warming):
    def __init__(self, steps):
        super().__init__(steps, after={after})

serve.Warming = Soon
run("127.0.0.1", 0, read_settings(), Engine())
"""


def test_every_step_is_done_in_its_turn_and_beside_whoever_began_it() -> None:
    done: list[tuple[int, str]] = []
    last = Event()

    def note(number: int) -> Callable[[], None]:
        return lambda: done.append((number, threading.current_thread().name))

    Warming(iter([note(1), note(2), note(3), last.set]), after=0).begin()
    assert last.wait(PATIENCE)
    assert done == [(1, "warming"), (2, "warming"), (3, "warming")]


def test_a_step_that_fails_keeps_no_other_from_being_done() -> None:
    last = Event()
    Warming(iter([lambda: 1 / 0, last.set]), after=0).begin()
    assert last.wait(PATIENCE)


def test_nothing_is_begun_after_the_end() -> None:
    begun, go_on, done = Event(), Event(), Event()

    def take_long() -> None:
        begun.set()
        go_on.wait(PATIENCE)

    warming = Warming(iter([take_long, done.set]), after=0)
    warming.begin()
    assert begun.wait(PATIENCE)
    warming.end()
    go_on.set()
    _wait()
    assert not done.is_set()


def test_a_service_that_ends_at_once_does_not_wait_for_it() -> None:
    done = Event()
    warming = Warming(iter([done.set]), after=PATIENCE)
    warming.begin()
    warming.end()
    _wait()
    assert not done.is_set()


def test_its_steps_draft_in_each_language_and_read_the_wordings_of_the_pages() -> None:
    engine = FakeEngine()
    load_words.cache_clear()
    for step in list_steps(engine, lambda: NOW):
        step()
    assert [(inquiry.message, now) for inquiry, now, _ in engine.asked] == [(words, NOW) for words in SAMPLES]
    assert load_words.cache_info().currsize == len(LANGUAGES)


def test_the_samples_are_understood(shop_engine: Engine) -> None:
    for words in SAMPLES:
        assert shop_engine.draft(Inquiry(message=words, platform="taobao"), now=NOW).drafts


def test_a_service_answers_first_warms_up_then_and_ends_when_told() -> None:
    process = start(SERVE.format(after=0.5))
    try:
        assert httpx.get(read_address(process) + "readyz").status_code == 200
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in SAMPLES] == [f"drafted {words}\n" for words in SAMPLES]
        process.send_signal(signal.SIGTERM)
        rest, logged = process.communicate(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, rest) == (0, "")
    assert "Traceback" not in logged
    assert "warming_failed" in logged


def test_a_service_told_to_end_before_it_warmed_up_ends_at_once() -> None:
    process = start(SERVE.format(after=3600))
    try:
        read_address(process)
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, rest) == (0, "")


def _wait() -> None:
    """Wait until nothing is warming up any more."""
    for thread in [thread for thread in threading.enumerate() if thread.name == "warming"]:
        thread.join(PATIENCE)
        assert not thread.is_alive()
