"""Where a visitor can go in the console: what stands in the bar of every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.web.visitor import Visitor

ADDRESSES: Mapping[str, tuple[str, str]] = {
    "inbox": ("/inbox", "i"),
    "quick": ("/", "q"),
    "replies": ("/replies", "l"),
    "registers": ("/registers", "r"),
    "today": ("/today", "t"),
    "parked": ("/parked", "p"),
}
"""The address of each place, and the letter that goes there after `g`."""


def list_places(visitor: Visitor | None) -> tuple[tuple[str, str, str, int], ...]:
    """Return the name, address and letter of each place, and how many things wait there (0: nothing is counted).

    Inbox and registers are there with a store, today for supervisors, what is parked where there is something.
    """
    with_desk = visitor is not None and visitor.has_page and visitor.is_at_least("agent")
    sees_figures = with_desk and visitor is not None and visitor.is_at_least("supervisor")
    parked = visitor.parked if visitor is not None else 0
    shown = {"inbox": with_desk, "registers": with_desk, "today": sees_figures, "parked": parked > 0}
    counts = {"parked": parked}
    return tuple((name, *where, counts.get(name, 0)) for name, where in ADDRESSES.items() if shown.get(name, True))
