"""`shouhou channels`: counting, listing and replaying what is parked, and a trial of a channel."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn

from app.channels.answering import Answering
from app.channels.switchboard import make_switchboard
from app.channels.work import Work
from app.settings import Settings
from app.store.database import Store, open_store
from app.store.hook_events import NewHookEvent, find_event, finish_event, keep_event
from app.web.app import create_app
from app.web.hooks import Porch
from tests.channels.rows import GIVEN, make_row
from tests.web.fake_engine import FakeEngine

from .conftest import Shouhou

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path, shouhou: Shouhou, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("SHOUHOU_DATA_DIR", str(tmp_path))
    file = tmp_path / "channels.yaml"
    file.write_text(f"channels:\n  - {{name: slack, kind: slack, secret: {GIVEN['slack']['secret']}}}\n", "utf-8")
    monkeypatch.setenv("SHOUHOU_CHANNELS", str(file))
    store = open_store(Settings(data_dir=tmp_path))
    yield store
    store.close()


def park(store: Store, number: str) -> int:
    with store.transaction() as session:
        event_id = keep_event(session, NewHookEvent("slack", number, "t", "abc", {}), at=NOW)
        assert event_id is not None
        finish_event(session, event_id, "parked", at=NOW, reason="hooks.slack.com answered 403")
    return event_id


def test_what_is_parked_is_listed_with_its_reason_and_put_back(shouhou: Shouhou, store: Store) -> None:
    first, second = park(store, "1"), park(store, "2")
    assert shouhou("channels", "list").out == "slack\tparked\t2\n"
    listed = shouhou("channels", "parked").out.splitlines()
    assert listed[0] == f"{first}\tslack\tabc\t2026-11-22T04:00:00+00:00\thooks.slack.com answered 403"
    assert shouhou("channels", "replay", str(first)).out == "1 put back\n"
    run = shouhou("channels", "replay", str(first))
    assert (run.status, "is not parked" in run.err) == (1, True)
    assert shouhou("channels", "replay", "--all").out == "1 put back\n"
    with store.reading() as session:
        event = find_event(session, "slack", "2")
    assert event is not None
    assert (event.id, event.state, event.round) == (second, "stored", 1)


@pytest.fixture
def address(store: Store, tmp_path: Path) -> Iterator[str]:
    board = make_switchboard([make_row("slack")])
    work = Work(Answering(store, FakeEngine(), board, lambda: NOW), Settings(data_dir=tmp_path))
    work.start()
    app = create_app(FakeEngine(), Settings(), store=store, porch=Porch(store, board.channels, work))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()
    work.stop()


def test_a_sample_goes_through_the_running_service(shouhou: Shouhou, address: str) -> None:
    run = shouhou("channels", "test", "slack", "--url", address)
    assert run.status == 0, run.out + run.err
    assert "hook: 200 stored\n" in run.out
    assert "event 1: kept, tries 0, trace " in run.out


def test_a_service_that_is_away_and_a_channel_that_is_not_there_are_named(shouhou: Shouhou, store: Store) -> None:
    away = shouhou("channels", "test", "slack", "--url", "http://127.0.0.1:9")
    assert (away.status, "does not answer" in away.out) == (1, True)
    none = shouhou("channels", "test", "none")
    assert (none.status, "is none of slack" in none.err) == (1, True)
