"""A channel of the kind `slack`."""

from __future__ import annotations

from typing import Literal

from app.channels.rows import Row, Text


class SlackRow(Row):
    """`secret` is the app's Signing Secret."""

    kind: Literal["slack"]
    secret: Text
