"""People in their browsers at a desk that is served, for the tests of what its pages do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, BrowserContext, StorageState

from app.settings import Settings
from app.store.database import open_store

from .desk import Desk, listen
from .fake_engine import FakeEngine
from .floor import Floor, serve_floor
from .staff import PASSWORD

Enter = Callable[..., Desk]
"""Logs somebody in, in a browser of their own, and opens a page."""


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floor]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("floor"))
    store = open_store(settings)
    with serve_floor(FakeEngine(), settings, store) as floor:
        for name, shown, role in (("wang", "小王", "agent"), ("li", "李主管", "supervisor"), ("root", "老周", "admin")):
            floor.person(name, shown, role)  # type: ignore[arg-type]
        floor.program()
        yield floor
    store.close()


@pytest.fixture(scope="module")
def logged_in(browser: Browser, floor: Floor) -> Callable[[str], StorageState]:
    """Return the cookies of somebody who has logged in."""

    @cache
    def log_in(name: str) -> StorageState:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{floor.address}/login")
        page.fill("[name=name]", name)
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{floor.address}/")
        state = context.storage_state()
        context.close()
        return state

    return log_in


@pytest.fixture
def enter(browser: Browser, floor: Floor, logged_in: Callable[[str], StorageState]) -> Iterator[Enter]:
    opened: list[tuple[BrowserContext, Desk]] = []

    def open_one(name: str = "wang", path: str = "/inbox", *, lang: str = "zh", **options: object) -> Desk:
        allowed = ["clipboard-read", "clipboard-write"]
        context = browser.new_context(permissions=allowed, storage_state=logged_in(name), **options)  # type: ignore[arg-type]
        context.add_cookies([{"name": "lang", "value": lang, "url": floor.address}])
        desk = Desk(context.new_page())
        listen(desk)
        desk.page.goto(floor.address + path)
        opened.append((context, desk))
        return desk

    yield open_one
    for context, desk in opened:
        assert desk.complaints == []
        assert [url for url in desk.requests if not url.startswith(floor.address)] == []
        context.close()


@pytest.fixture
def talk(floor: Floor, enter: Enter, request: pytest.FixtureRequest) -> Desk:
    """Wang at a conversation in which a buyer asks for the difference."""
    name = request.node.name[-40:]
    floor.write("刚到就降价了，颜色也不对", conversation=name, name=name)
    return enter(path=f"/inbox/{floor.find(name).id}")
