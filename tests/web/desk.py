"""A page of the console in a real browser, as the browser tests see it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
MESSAGE = "👗刚收到就降价了，退差价吗？颜色也不对"

IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed on this computer"),
]


@dataclass
class Desk:
    """A page of the console, with everything it said and asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def paste(self, text: str) -> None:
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+V")

    @property
    def clipboard(self) -> str:
        return str(self.page.evaluate("navigator.clipboard.readText()"))


Opener = Callable[..., Desk]
"""Opens the console in a fresh browser profile; keywords are options of the profile."""


def listen(desk: Desk) -> None:
    """Write down what the page says and asks for."""
    desk.page.on("console", lambda said: desk.complaints.append(said.text) if said.type != "log" else None)
    desk.page.on("pageerror", lambda error: desk.complaints.append(str(error)))
    desk.page.on("request", lambda request: desk.requests.append(request.url))


def cards(page: Page) -> int:
    """Return how many drafts are shown, once there are any."""
    expect(page.locator(".card").first).to_be_visible()
    return page.locator(".card").count()
