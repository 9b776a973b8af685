"""The pages of channels: what is parked, what may go out by itself, what other programs are told."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter

from app.web.channels.auto import make_auto
from app.web.channels.hall import Hall, make_count
from app.web.channels.outgoing import make_outgoing
from app.web.channels.parked import make_parked

__all__ = ["Hall", "make_channel_pages", "make_count"]


def make_channel_pages(hall: Hall) -> Iterator[APIRouter]:
    """Yield the routes of all these pages."""
    for make in (make_parked, make_auto, make_outgoing):
        yield make(hall)
