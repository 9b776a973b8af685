"""The desk on both databases, with the built-in engine."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy.orm import Session
from store.conftest import databases, kind, now, server, session, settings, shared, shop, store

from app.engine import Engine
from app.store.records import Shop

from .work import Work

__all__ = ["databases", "kind", "now", "server", "session", "settings", "shared", "shop", "store"]


@pytest.fixture
def work(session: Session, shop: Shop, engine: Engine, now: datetime) -> Work:
    """A desk at which Anna works."""
    return Work.begin(session, shop, engine, now)
