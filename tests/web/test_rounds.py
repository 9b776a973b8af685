"""The desk is swept as long as the service runs."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import cast

from fastapi import FastAPI

from app.store.database import Store
from app.store.faults import StoreUnavailable
from app.web import rounds

MOMENT = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


class Away:
    """A database that is away the first time."""

    def __init__(self) -> None:
        self.asked = 0

    def transaction(self) -> object:
        self.asked += 1
        raise StoreUnavailable("away")


def test_a_database_that_is_away_does_not_end_the_rounds() -> None:
    store = Away()

    async def live() -> None:
        life = rounds.make_rounds(cast("Store", store), clock=lambda: MOMENT, every=0.01)
        async with life(FastAPI()):
            while store.asked < 3:
                await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(live(), timeout=20))
    assert store.asked >= 3


def test_without_a_store_there_is_nothing_to_do() -> None:
    async def live() -> bool:
        async with rounds.make_rounds(None, clock=lambda: MOMENT)(FastAPI()):
            return True

    assert asyncio.run(live())
