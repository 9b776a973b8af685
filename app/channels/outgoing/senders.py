"""Which channels can write to their buyers, and by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.channels.outgoing.sender import Sender
    from app.channels.rows import Row


def make_sender(row: Row) -> Sender | None:
    """Return what writes to the buyers of a channel; None where it cannot."""
    needed, make = _list_senders().get(type(row), ("", None))
    return make(row) if make is not None and getattr(row, needed) else None


@cache
def _list_senders() -> Mapping[type[Row], tuple[str, Callable[..., Sender]]]:
    """Return by kind of row the key without which nothing can be sent, and what sends."""
    # A service without channels starts sooner without what speaks to vendors.
    from app.channels.ebay.row import EbayRow
    from app.channels.ebay.sending import EbaySender

    return {EbayRow: ("refresh_token", EbaySender)}
