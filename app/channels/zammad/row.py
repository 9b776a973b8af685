"""A channel of the kind `zammad`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from app.channels.rows import Fault, Row, Text, check_address, check_together


class ZammadRow(Row):
    """`secret` signs what comes in; with `base_url` and `token` drafts go back as internal articles."""

    kind: Literal["zammad"]
    secret: Text
    base_url: Text | None = None
    token: Text | None = None

    def find_own_faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the keys of this kind."""
        yield from check_address("base_url", self.base_url)
        yield from check_together(self, "base_url", "token")
