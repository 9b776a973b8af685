"""A real browser: from a fresh service to a second person who works there."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from .desk import IN_A_BROWSER, Desk, listen
from .staff import PASSWORD, Company

pytestmark = IN_A_BROWSER


@pytest.fixture
def served(company: Company) -> Iterator[str]:
    """The address of a service in which there is nobody yet."""
    server = uvicorn.Server(uvicorn.Config(company.app, port=0, log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=20)


def open_page(browser: Browser, address: str) -> Desk:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], locale="en-GB")
    desk = Desk(context.new_page())
    listen(desk)
    desk.page.goto(address)
    return desk


def await_focus(page: Page) -> None:
    """Wait until the page has put the focus where one begins: Chromium complains of whoever types before."""
    expect(page.locator("[autofocus]")).to_be_focused()


def choose_password(page: Page, name: str = "") -> None:
    await_focus(page)
    if name:
        page.get_by_label("Name to log in with").fill(name)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same once more").fill(PASSWORD)
    page.get_by_role("button", name="Save and go in").click()


def log_in(page: Page, name: str, password: str) -> None:
    await_focus(page)
    page.get_by_label("Name to log in with").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def test_from_a_fresh_service_to_a_second_person(browser: Browser, served: str) -> None:
    boss = open_page(browser, served + "/me")
    boss.page.get_by_role("link", name="Set up the first administrator").click()
    choose_password(boss.page, "Boss")
    boss.page.goto(served + "/users")
    boss.page.get_by_label("Name to log in with").fill("Anna")
    # The new page has the same address; its script is there once it has loaded.
    with boss.page.expect_navigation():
        boss.page.get_by_role("button", name="Make the link").click()
    boss.page.get_by_role("button", name="Copy").click()
    expect(boss.page.get_by_role("button", name="Copied")).to_be_visible()
    link = boss.clipboard
    assert link == boss.page.locator("#secret").text_content()

    anna = open_page(browser, link)
    choose_password(anna.page)
    anna.page.goto(served + "/me")
    expect(anna.page.get_by_text("default · Agent")).to_be_visible()
    anna.page.get_by_role("button", name="Log out").click()
    log_in(anna.page, "anna", "not her password")
    expect(anna.page.get_by_text("Name or password is wrong")).to_be_visible()
    log_in(anna.page, "anna", PASSWORD)
    anna.page.goto(served + "/users")
    expect(anna.page.get_by_role("heading", name="Not with your role")).to_be_visible()
    for desk in (boss, anna):
        # The refused login and the page that is not for her are told by their status too.
        assert [said for said in desk.complaints if not re.search("status of (403|422)", said)] == []
        assert [url for url in desk.requests if not url.startswith(served)] == []
        desk.page.context.close()
