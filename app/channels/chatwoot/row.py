"""A channel of the kind `chatwoot`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from app.channels.embedding import check_origin
from app.channels.rows import Fault, Row, Text, check_address, check_together


class ChatwootRow(Row):
    """`secret` signs what comes in; with `base_url`, `token` and `account` drafts go back as private notes.

    `embed_origin` is the one that may frame the drafts.
    """

    kind: Literal["chatwoot"]
    secret: Text
    base_url: Text | None = None
    token: Text | None = None
    embed_origin: Text | None = None
    account: int | None = None

    def find_own_faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the keys of this kind."""
        yield from check_address("base_url", self.base_url)
        yield from check_together(self, "base_url", "token", "account")
        yield from check_origin(self.embed_origin)
