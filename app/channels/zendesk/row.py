"""A channel of the kind `zendesk`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from app.channels.embedding import check_origin
from app.channels.rows import Fault, Row, Text, check_address, check_together


class ZendeskRow(Row):
    """`secret` signs what comes in; with `base_url`, `user` and `token` drafts go back as private comments.

    `embed_origin` is the one that may frame the drafts.
    """

    kind: Literal["zendesk"]
    secret: Text
    base_url: Text | None = None
    user: Text | None = None
    token: Text | None = None
    embed_origin: Text | None = None

    def find_own_faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the keys of this kind."""
        yield from check_address("base_url", self.base_url)
        yield from check_together(self, "base_url", "user", "token")
        yield from check_origin(self.embed_origin)
