"""A channel of the kind `dingtalk`."""

from __future__ import annotations

from typing import Literal

from app.channels.rows import Row, Text


class DingtalkRow(Row):
    """`secret` is the robot's AppSecret."""

    kind: Literal["dingtalk"]
    secret: Text
