"""The rounds: as long as the service runs, the desk is swept every few seconds, and imports are gone on with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from app.desk.sweep import sweep
from app.store.faults import StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from app.store.database import Store
    from app.web.api import Clock
    from app.web.importer import Importer

EVERY = 20.0
"""Seconds between two rounds: a conversation that was put off comes back no later than that after its moment."""


Rounds = Callable[[FastAPI], AbstractAsyncContextManager[None]]
"""The life of an application: entered when it starts, left when it ends."""


def make_rounds(store: Store | None, *, clock: Clock, importer: Importer | None = None, every: float = EVERY) -> Rounds:
    """Return the life of an application in which the rounds are made; without a store there is nothing to do."""

    @asynccontextmanager
    async def live(_app: FastAPI) -> AsyncIterator[None]:
        """Make the rounds from when the application starts until it ends."""
        if store is None:
            yield
            return
        going = asyncio.create_task(_go_round(store, importer, clock=clock, every=every))
        yield
        going.cancel()
        with suppress(asyncio.CancelledError):
            await going
        if importer is not None:
            await run_in_threadpool(importer.close)

    return live


async def _go_round(store: Store, importer: Importer | None, *, clock: Clock, every: float) -> None:
    while True:
        # A database that is away for a moment comes back; the next round does what this one could not.
        with suppress(StoreUnavailable):
            await run_in_threadpool(_sweep, store, clock)
            if importer is not None:
                await run_in_threadpool(importer.pick_up)
        await asyncio.sleep(every)


def _sweep(store: Store, clock: Clock) -> None:
    with store.transaction() as session:
        sweep(session, now=clock())
