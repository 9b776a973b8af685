"""Cursors: where a page of a list ended, as one opaque word."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from app.errors import BadInput, FieldError
from app.store.records import Page

Item = TypeVar("Item")
Place = list[int | str]
"""The values of the order key at the end of a page."""

LARGEST = 2**63 - 1


def write_cursor(place: Sequence[int | str | datetime]) -> str:
    """Return `place` as one word that fits into an address."""
    plain = [part.isoformat() if isinstance(part, datetime) else part for part in place]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def read_cursor(cursor: str, *, kinds: Sequence[type[int] | type[datetime]]) -> list[int | datetime]:
    """Return the place that `write_cursor` wrote; BadInput where it was not written so."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        plain = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        return [_read_part(part, kind) for part, kind in zip(plain, kinds, strict=True)]
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise BadInput([FieldError("cursor", "is not one that a list gave; leave it out to begin again")]) from None


def _read_part(part: object, kind: type[int] | type[datetime]) -> int | datetime:
    if kind is datetime and isinstance(part, str):
        moment = datetime.fromisoformat(part)
        if moment.tzinfo is not None:
            return moment
    if kind is int and type(part) is int and 0 <= part <= LARGEST:
        return part
    raise ValueError(part)


def cut(items: Sequence[Item], *, limit: int, place: Callable[[Item], Sequence[int | str | datetime]]) -> Page[Item]:
    """Return the first `limit` of `items`, which were read with one more, and the cursor of the rest."""
    kept = tuple(items[:limit])
    return Page(kept, write_cursor(place(kept[-1])) if len(items) > limit else None)
