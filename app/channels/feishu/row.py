"""A channel of the kind `feishu`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from app.channels.group import find_fault
from app.channels.rows import Fault, Row, Text

HOST = "open.feishu.cn"


class FeishuRow(Row):
    """`encrypt_key` signs and seals, `token` (Verification Token) stands inside; drafts go to `group_webhook`."""

    kind: Literal["feishu"]
    encrypt_key: Text
    token: Text | None = None
    group_webhook: Text | None = None

    def find_own_faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the keys of this kind."""
        fault = find_fault(self.group_webhook, host=HOST)
        if fault is not None:
            yield fault
