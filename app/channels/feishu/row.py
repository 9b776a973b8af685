"""A channel of the kind `feishu`."""

from __future__ import annotations

from typing import Literal

from app.channels.rows import Row, Text


class FeishuRow(Row):
    """`encrypt_key` signs and seals, `token` (Verification Token) stands inside."""

    kind: Literal["feishu"]
    encrypt_key: Text
    token: Text | None = None
