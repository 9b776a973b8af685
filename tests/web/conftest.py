from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from argon2 import PasswordHasher
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from store.conftest import databases, empty_store, kind, server, shared
from store.conftest import settings as place

from app.engine import Engine, open_engine
from app.settings import Settings
from app.store.database import Store, open_store
from app.web.app import create_app
from app.web.drafter import Drafter
from app.web.setup import Setup

from .caller import NOW, Caller
from .desk import CHROMIUM, Desk, Opener, listen
from .fake_engine import FakeEngine
from .staff import Company, Founder
from .talking import enter, floor, logged_in, talk

__all__ = ["databases", "enter", "floor", "kind", "logged_in", "place", "server", "shared", "talk"]


PATIENCE = 20_000
"""Milliseconds that a page may take on a machine with much else to do."""


@pytest.fixture(autouse=True)
def clean_environ(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("SHOUHOU_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def build(engine: FakeEngine) -> Callable[..., Caller]:
    def make(*keys: str, crash: bool = False, **options: Any) -> Caller:
        drafter = FakeEngine(crash=True) if crash else engine
        return Caller(create_app(drafter, Settings(api_keys=keys), clock=lambda: NOW), **options)

    return make


@pytest.fixture
def found_company(kind: str, place: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Founder]:
    """Return the function that opens a service with a store in which there is nobody yet."""
    # What makes passwords costly to guess would make the tests slow; one of them measures it.
    monkeypatch.setattr("app.store.secrets.PasswordHasher", partial(PasswordHasher, 1, 8, 1))
    stores: list[Store] = []

    def found(*, announced: bool = False, **settings: Any) -> Company:
        chosen = place.model_copy(update=settings)
        stores.append(open_store(chosen))
        return Company(stores[-1], chosen, Setup(announced=announced))

    yield found
    if stores and kind == "postgresql":
        empty_store(stores[0], NOW)
    for store in stores:
        store.close()


@pytest.fixture
def company(found_company: Founder) -> Company:
    return found_company()


@pytest.fixture
def call(build: Callable[..., Caller]) -> Caller:
    return build()


@contextmanager
def serve_app(engine: Drafter) -> Iterator[str]:
    """Serve the console with `engine`, and yield its address."""
    config = uvicorn.Config(create_app(engine, Settings(api_keys=("k",))), port=0, log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serve_app(FakeEngine()) as address:
        yield address


@pytest.fixture(scope="session")
def shop_engine(clean_environment: None, data_dir: Path) -> Engine:
    """The engine of the built-in library, for pages that show what it holds."""
    return open_engine(Settings(data_dir=data_dir))


@pytest.fixture
def shop(shop_engine: Engine) -> Caller:
    return Caller(create_app(shop_engine, Settings(), clock=lambda: NOW))


# Not for the whole session: while a browser is open its event loop holds the thread, and other tests run their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def open_desk(browser: Browser, address: str) -> Iterator[Opener]:
    opened: list[tuple[BrowserContext, Desk]] = []

    def open_one(path: str = "/?lang=zh", **options: object) -> Desk:
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **options)  # type: ignore[arg-type]
        desk = Desk(context.new_page())
        listen(desk)
        desk.page.goto(address + path)
        opened.append((context, desk))
        return desk

    yield open_one
    for context, desk in opened:
        assert desk.complaints == []
        assert [url for url in desk.requests if not url.startswith(address)] == []
        context.close()
