"""Keeping what comes in: what waits while one commit runs is kept by the next one, all of it in one transaction.

Nobody is answered before the commit that holds their event.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from app.store.database import Store
from app.store.faults import StoreUnavailable
from app.store.hook_events import NewHookEvent, keep_events

MOST = 64
"""Requests whose events one transaction keeps at most."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The events of one request, and who waits to hear whether any of them was new."""

    events: Sequence[NewHookEvent]
    at: datetime
    answer: asyncio.Future[bool]


class Keeper:
    """Keeps the events of many requests at once. It belongs to the event loop that calls it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[Waiting] = []
        self._task: asyncio.Task[None] | None = None

    async def keep(self, events: Sequence[NewHookEvent], *, at: datetime) -> bool:
        """Return, once they are committed, whether any of the events is new; StoreUnavailable where none was kept."""
        waiting = Waiting(events, at, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._keep_all())
        return await waiting.answer

    async def _keep_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            answers = await run_in_threadpool(self._commit, batch)
            for one, answer in zip(batch, answers, strict=True):
                _tell(one.answer, answer)

    def _commit(self, batch: Sequence[Waiting]) -> Sequence[bool | Exception]:
        """Return for each request whether it brought anything new, or why its events could not be kept."""
        try:
            with self._store.transaction(first=True) as session:
                return [_keep_each(session, one) for one in batch]
        except StoreUnavailable as error:
            return [error] * len(batch)
        except Exception as error:
            # What the database does not take of one must not cost the others their place.
            return [error] if len(batch) == 1 else [answer for one in batch for answer in self._commit([one])]


def _keep_each(session: Session, waiting: Waiting) -> bool:
    return any(number is not None for number in keep_events(session, waiting.events, at=waiting.at))


def _tell(waiting: asyncio.Future[bool], answer: bool | Exception) -> None:
    if waiting.done():
        # Whoever asked has gone away.
        return
    if isinstance(answer, Exception):
        waiting.set_exception(answer)
    else:
        waiting.set_result(answer)
