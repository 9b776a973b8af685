"""The pages of channels: what is parked."""

from __future__ import annotations

from fastapi import APIRouter

from app.web.channels.hall import Hall, make_count
from app.web.channels.parked import make_parked

__all__ = ["Hall", "make_channel_pages", "make_count"]


def make_channel_pages(hall: Hall) -> APIRouter:
    """Return the routes of all these pages."""
    router = APIRouter(include_in_schema=False)
    router.include_router(make_parked(hall))
    return router
