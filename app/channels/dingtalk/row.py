"""A channel of the kind `dingtalk`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from app.channels.group import find_fault
from app.channels.rows import Fault, Row, Text

HOST = "oapi.dingtalk.com"


class DingtalkRow(Row):
    """`secret` is the robot's AppSecret; with `group_webhook` drafts go to the agents' group."""

    kind: Literal["dingtalk"]
    secret: Text
    group_webhook: Text | None = None

    def find_own_faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the keys of this kind."""
        fault = find_fault(self.group_webhook, host=HOST)
        if fault is not None:
            yield fault
