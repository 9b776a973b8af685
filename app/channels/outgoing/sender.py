"""Writing to a buyer through a channel: what a channel must be able to do for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

import httpx


class Sender(Protocol):
    """Writes to the buyers of one channel. Only what an agent, or a switch that an administrator set, sends goes here.

    `target` is what the channel's adapter noted of the conversation.
    """

    @property
    def longest(self) -> int:
        """Return how many characters the vendor takes."""

    def send(self, client: httpx.Client, target: Mapping[str, str], text: str) -> None:
        """Send a text to the buyer; TryLater or Refused where the vendor did not take it."""

    def was_sent(self, client: httpx.Client, target: Mapping[str, str], text: str, *, since: datetime) -> bool:
        """Return whether an earlier try, whose answer never came, did send this text after `since`."""
