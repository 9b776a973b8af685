"""`/hooks/{name}`: what messengers and helpdesks send. It is stored and answered; the work is done behind it."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import structlog
from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from app.channels.hook import Hook
from app.channels.keeping import Keeper
from app.channels.proof import NotTheirs
from app.channels.taking import Taken, take_hook
from app.store.events import read_last_id
from app.store.faults import StoreUnavailable
from app.web.bodies import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from app.channels.switchboard import Channel
    from app.channels.work import State, Work
    from app.store.database import Store
    from app.web.api import Clock

EVENT = "X-Shouhou-Event"
"""The header that says what became of a request: stored, known, ignored or greeted."""


METRICS = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Porch:
    """What hooks need: where events are kept, the channels by name, and the work behind them (None: there is none)."""

    store: Store
    channels: Mapping[str, Channel] = field(default_factory=dict)
    work: Work | None = None

    def check(self) -> State | None:
        """Return how far the work is, None where there is none; StoreUnavailable where the database is away."""
        with self.store.reading() as session:
            read_last_id(session)
        return None if self.work is None else self.work.state


def make_hooks(porch: Porch, *, clock: Clock) -> APIRouter:
    """Return the routes of the channels."""
    router, keeper = APIRouter(include_in_schema=False), Keeper(porch.store)

    @router.get("/hooks/{name}")
    @router.post("/hooks/{name}")
    async def receive(name: str, request: Request) -> Response:
        """Answer a channel as its vendor wants: what it brings is stored before it hears that it was taken."""
        channel = porch.channels.get(name)
        if channel is None:
            raise HTTPException(404, "There is no channel of that name.")
        headers = {key.lower(): value for key, value in request.headers.items()}
        hook = Hook(await read_bytes(request), headers, dict(request.query_params), request.method)
        log = structlog.get_logger("shouhou.hooks").bind(channel=name)
        try:
            with _receiving(porch.work, name):
                taken = await _take(channel, hook, keeper, now=clock())
        except NotTheirs as error:
            log.warning("refused", step=error.step, say=str(error))
            if porch.work is not None:
                porch.work.meter.count_hook(name, "refused", error.step)
            raise HTTPException(401, "The request is not signed as it must be.") from None
        except StoreUnavailable as error:
            log.error("not_kept", say=str(error))
            raise HTTPException(503, "It could not be kept; send it again.", {"Retry-After": "5"}) from None
        log.info(taken.became, reason=taken.reason, trace=taken.trace)
        if porch.work is not None:
            porch.work.meter.count_hook(name, taken.became, taken.reason)
            porch.work.wake()
        return _answer(taken)

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(await run_in_threadpool(_measure, porch), media_type=METRICS)

    return router


@contextmanager
def _receiving(work: Work | None, name: str) -> Iterator[None]:
    """Time a request, and let it go before the work behind."""
    with ExitStack() as stack:
        if work is not None:
            stack.enter_context(work.way.passing())
            stack.enter_context(work.meter.time_hook(name))
        yield


async def _take(channel: Channel, hook: Hook, keeper: Keeper, *, now: datetime) -> Taken:
    """Return what became of a request once what it brought is kept."""
    take = partial(take_hook, channel, hook, now=now)
    # To look at a signature takes less than to hand it to a thread.
    taken, events = await run_in_threadpool(take) if channel.row.asks_vendor else take()
    if events and not await keeper.keep(events, at=now):
        return replace(taken, became="known")
    return taken


def _measure(porch: Porch) -> bytes:
    """Return the numbers of this process; without channels those of the database alone."""
    if porch.work is not None:
        return porch.work.meter.write(porch.store)
    # Costs a fifth of a second to import: only who asks pays.
    from app.channels.meter import Meter

    return Meter().write(porch.store)


def _answer(taken: Taken) -> Response:
    headers = {EVENT: taken.became}
    if taken.greeting is not None:
        return Response(taken.greeting.body, media_type=taken.greeting.media_type, headers=headers)
    # The word that WeCom wants to hear; the others look at the status alone.
    return Response("success", media_type="text/plain", headers=headers)
