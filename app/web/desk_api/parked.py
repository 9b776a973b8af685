"""What no try could answer, for programs: what is parked and why, and trying it again."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.channels.parked import find_pile, replay
from app.contract import write_moment
from app.desk.traces import Deed
from app.store.hook_events import HookEvent
from app.store.parked import list_parked
from app.web.desk_api import shapes
from app.web.desk_api.channel_bodies import PutBackRequest
from app.web.desk_api.counter import OK, Counter, Visit
from app.web.desk_api.operations import asks, takes
from app.web.desk_api.queries import ParkedQuery, read_query
from app.web.hooks import Porch


def add_parked(router: APIRouter, counter: Counter, porch: Porch) -> None:
    """Add the routes of what is parked."""

    @router.get("/v1/parked", response_model=shapes.PageOut[shapes.ParkedOut], **asks(ParkedQuery))
    async def parked(request: Request) -> JSONResponse:
        """List what channels brought and no try could answer, the latest first."""
        query = read_query(request, ParkedQuery)
        return await counter.look(request, lambda visit: _list(visit, porch, query))

    def put_back(visit: Visit, body: PutBackRequest) -> tuple[int, shapes.PutBackOut]:
        pile = replace(find_pile(visit.session, porch.channels, visit.actor), channel=body.channel)
        among = None if body.ids == "all" else body.ids
        done = replay(Deed(visit.session, visit.actor, visit.now), porch.channels, pile, among)
        return OK, shapes.PutBackOut(ids=done)

    @router.post("/v1/parked", response_model=shapes.PutBackOut, **takes(PutBackRequest))
    async def replayed(request: Request) -> JSONResponse:
        """Put parked events back to the beginning; what is not parked, or not yours, is left out of the answer."""
        answer = await counter.change(request, PutBackRequest, put_back)
        if porch.work is not None:
            porch.work.wake()
        return answer


def _list(visit: Visit, porch: Porch, query: ParkedQuery) -> shapes.PageOut[shapes.ParkedOut]:
    pile = replace(find_pile(visit.session, porch.channels, visit.actor), channel=query.channel, words=query.q)
    page = list_parked(visit.session, pile, limit=query.limit, cursor=query.cursor)
    return shapes.PageOut[shapes.ParkedOut](items=tuple(map(_write, page.items)), next=page.next)


def _write(event: HookEvent) -> shapes.ParkedOut:
    return shapes.ParkedOut(
        id=event.id,
        channel=event.channel,
        message_id=event.vendor_id,
        conversation=event.conversation_id,
        reason=event.reason or "",
        attempts=event.attempts,
        trace=event.trace,
        received_at=write_moment(event.received_at),
        parked_at=write_moment(event.finished_at) if event.finished_at else None,
    )
