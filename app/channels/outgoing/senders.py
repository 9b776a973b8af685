"""Which channels can write to their buyers, and by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.channels.ebay.row import EbayRow
from app.channels.ebay.sending import EbaySender
from app.channels.outgoing.sender import Sender
from app.channels.rows import Row

_SENDERS: Mapping[type[Row], tuple[str, Callable[..., Sender]]] = MappingProxyType(
    {EbayRow: ("refresh_token", EbaySender)}
)
"""By kind of row: the key without which nothing can be sent, and what sends."""


def make_sender(row: Row) -> Sender | None:
    """Return what writes to the buyers of a channel; None where it cannot."""
    needed, make = _SENDERS.get(type(row), ("", None))
    return make(row) if make is not None and getattr(row, needed) else None
