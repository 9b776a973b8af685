"""Messages that a vendor does not send but has fetched: its hook only says that there are some.

Such a hook is an event like any other, so fetching outlives a crash, is tried again, and is done one after the other
for each account (`place`). How far it has come stands in the event, together with the messages of each page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import httpx

from app.channels.incoming import Incoming, Pull
from app.channels.taking import write_event
from app.store.database import Store
from app.store.hook_events import HookEvent, find_cursor, keep_events, note_cursor


@dataclass(frozen=True, slots=True)
class Page:
    """Messages that were fetched, and from where the next ones are fetched."""

    messages: tuple[Incoming, ...]
    cursor: str
    has_more: bool


class Puller(Protocol):
    """Fetches the messages of one channel."""

    def fetch(self, client: httpx.Client, pull: Pull, cursor: str) -> Page:
        """Return the messages after `cursor` (empty: the oldest there are); TryLater or Refused where it fails."""


def pull_messages(
    store: Store, puller: Puller, event: HookEvent, client: httpx.Client, clock: Callable[[], datetime]
) -> None:
    """Keep every message that an event speaks of; one that was kept before is known and changes nothing."""
    pull, has_more = Pull(**event.body["pull"]), True
    while has_more:
        with store.reading() as session:
            cursor = find_cursor(session, event.channel, event.thread)
        page = puller.fetch(client, pull, cursor)
        with store.transaction() as session:
            events = [write_event(event.channel, one, trace=event.trace) for one in page.messages]
            keep_events(session, events, at=clock())
            note_cursor(session, event, page.cursor)
        # A page without a new place would be fetched for ever.
        has_more = page.has_more and page.cursor != cursor
