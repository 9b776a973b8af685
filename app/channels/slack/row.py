"""A channel of the kind `slack`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from app.channels.group import find_fault
from app.channels.rows import Fault, Row, Text

HOST = "hooks.slack.com"


class SlackRow(Row):
    """`secret` is the app's Signing Secret; with `group_webhook` drafts go to the agents' channel."""

    kind: Literal["slack"]
    secret: Text
    group_webhook: Text | None = None

    def find_own_faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the keys of this kind."""
        fault = find_fault(self.group_webhook, host=HOST)
        if fault is not None:
            yield fault
