"""The service with every channel, its vendors beside it, for tests that follow a message all the way."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
from fastapi import FastAPI

from app.channels.answering import Answering
from app.channels.hook import Hook
from app.channels.switchboard import make_switchboard
from app.channels.work import Work
from app.engine import Engine
from app.settings import Settings
from app.store.database import Store, open_store
from app.store.hook_events import HookEvent, find_event, get_event
from app.web.app import create_app
from app.web.hooks import EVENT, Porch

from . import vendors
from .rows import KINDS, OneKey, ask, make_row

PATIENCE = 60.0


@dataclass
class Floor:
    """A running service."""

    store: Store
    work: Work
    vendors: vendors.Vendors
    app: FastAPI

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Return the service's answer to a request."""
        return vendors.call_app(self.app, method, f"http://127.0.0.1{path}", **options)

    def send(self, kind: str, hook: Hook, *, method: str = "POST") -> tuple[int, str]:
        """Send a request to a channel; return the status and what became of it."""
        answer = self.ask(method, f"/hooks/{kind}", content=hook.body, headers=hook.headers, params=hook.query)
        return answer.status_code, answer.headers.get(EVENT, "")

    def say(self, kind: str, text: str, number: str) -> tuple[int, str]:
        """Let a buyer say something now."""
        return self.send(kind, ask(kind, text, number=number, now=datetime.now(UTC)))

    def find(self, kind: str, number: str) -> HookEvent:
        """Return an event by its channel's own number."""
        with self.store.reading() as session:
            event = find_event(session, kind, number)
        if event is None:
            raise LookupError(number)
        return event

    def wait(self, kind: str, number: str) -> HookEvent:
        """Return an event once the work on it has ended."""
        event = self.find(kind, number)
        till = time.monotonic() + PATIENCE
        while event.state in {"stored", "working"}:
            assert time.monotonic() < till, event
            time.sleep(0.02)
            with self.store.reading() as session:
                event = get_event(session, event.id) or event
        return event


def open_floor(engine: Engine, settings: Settings) -> Floor:
    """Open a service with a channel of every kind, named by its kind, and start its work."""
    store, line = open_store(settings), vendors.Line(vendors.Vendors())
    rows = [make_row(kind, **vendors.ROWS.get(kind, {})) for kind in KINDS]
    switchboard = make_switchboard(rows, open_client=line.open_client, keys=OneKey())
    work = Work(Answering(store, engine, switchboard, _now, "https://desk.example"), settings, waits=lambda _: 0.01)
    porch = Porch(store, switchboard.channels, work)
    work.start()
    return Floor(store, work, line.vendors, create_app(engine, settings, store=store, porch=porch))


def close_floor(floor: Floor) -> None:
    floor.work.stop()
    floor.store.close()


def _now() -> datetime:
    return datetime.now(UTC)
