"""The bell: wakes everybody who listens once something has happened in the store, and lets them go at the end."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from app.store.events import read_last_id
from app.store.faults import StoreUnavailable

if TYPE_CHECKING:
    from app.store.database import Store

EVERY = 0.4
"""Seconds between two looks at the store. However many listen, one looks for all of them."""


class Bell:
    """Looks whether there is a newer event, as long as anybody listens. Belongs to one event loop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._listeners = 0
        self._last = 0
        self._rung = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None
        self.is_over = False

    async def read_last(self) -> int:
        """Return the number of the newest event in the store."""
        return await run_in_threadpool(self._look_once)

    def join(self) -> None:
        """Begin to listen."""
        self._listeners += 1
        if self._looking is None:
            self._looking = asyncio.get_running_loop().create_task(self._look())

    def leave(self) -> None:
        """Listen no more; with the last who leaves, the looking ends."""
        self._listeners -= 1
        if not self._listeners and self._looking is not None:
            self._looking.cancel()
            self._looking = None

    async def wait(self, *, after: int, patience: float) -> bool:
        """Return True once there is an event later than `after`, and False where there is none for so many seconds."""
        try:
            async with asyncio.timeout(patience):
                while self._last <= after and not self.is_over:
                    await self._rung.wait()
        except TimeoutError:
            return False
        return self._last > after

    def end(self) -> None:
        """Let everybody go who listens: the service is about to stop."""
        self.is_over = True
        self._ring()

    async def _look(self) -> None:
        while True:
            # A database that is away for a moment comes back; whoever listens hears of it then.
            with suppress(StoreUnavailable):
                self._note(await run_in_threadpool(self._look_once))
            await asyncio.sleep(EVERY)

    def _note(self, last: int) -> None:
        if last > self._last:
            self._last = last
            self._ring()

    def _look_once(self) -> int:
        with self._store.reading() as session:
            return read_last_id(session)

    def _ring(self) -> None:
        self._rung.set()
        self._rung = asyncio.Event()
