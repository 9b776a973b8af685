"""A channel of the kind `ebay`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from app.channels.rows import SAFE_ADDRESS, Fault, Row, Text, check_together
from app.core.pattern import Pattern
from app.model import Bilingual

_TOKEN = Pattern(r"[A-Za-z0-9_-]{32,80}")
_WRONG_TOKEN = Bilingual("要 32 到 80 个字母、数字、_ 和 -", "must be 32 to 80 letters, digits, _ and -")


class EbayRow(Row):
    """`verification_token` and `endpoint` are as they were given to eBay, to the letter.

    `client_id` and `client_secret` fetch the public keys by which notifications are verified. `refresh_token` is the
    seller's own, with the scope commerce.message: with it agents send replies from the console.
    """

    asks_vendor: ClassVar[bool] = True

    kind: Literal["ebay"]
    verification_token: Text
    endpoint: Text
    client_id: Text | None = None
    client_secret: Text | None = None
    refresh_token: Text | None = None

    def find_own_faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the keys of this kind."""
        if not _TOKEN.fullmatch(self.verification_token):
            yield "verification_token", _WRONG_TOKEN
        if not self.endpoint.startswith("https://"):
            yield "endpoint", SAFE_ADDRESS
        needed = ("client_id", "client_secret", *(["refresh_token"] if self.refresh_token is not None else []))
        yield from check_together(self, *needed)
