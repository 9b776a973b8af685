"""Endpoints for programs: who is told of what, secrets, and the log of what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.channels.outgoing.endpoints import add_endpoint, find_endpoint, remove, rotate, send_again, switch
from app.contract import write_moment
from app.desk.faults import refuse
from app.desk.traces import Deed
from app.store.dispatches import Dispatch, list_deliveries
from app.store.endpoints import Endpoint, list_endpoints
from app.store.shops import list_shops
from app.web.desk_api import channel_shapes as shapes
from app.web.desk_api.channel_bodies import EndpointActRequest, EndpointRequest
from app.web.desk_api.counter import CREATED, OK, Counter, Visit
from app.web.desk_api.operations import asks, takes
from app.web.desk_api.queries import ListQuery, read_number, read_query
from app.web.desk_api.record_writing import find_shop_id
from app.web.desk_api.shapes import PageOut
from app.web.desk_api.writing import Writer
from app.web.visitor import visitor_of


def add_endpoints(router: APIRouter, counter: Counter) -> None:
    """Add the routes of endpoints."""

    @router.get("/v1/endpoints", response_model=shapes.EndpointsOut)
    async def listed(request: Request) -> JSONResponse:
        """List the endpoints of your shops."""
        return await counter.look(request, lambda visit: _list(visit, _administers(request, visit)))

    @router.post("/v1/endpoints", status_code=CREATED, response_model=shapes.SecretOut, **takes(EndpointRequest))
    async def added(request: Request) -> JSONResponse:
        """Add an endpoint; its secret is in this answer and nowhere else."""
        return await counter.change(
            request, EndpointRequest, lambda visit, body: _add(visit, body, _administers(request, visit))
        )

    @router.post("/v1/endpoints/{endpoint_id}", response_model=shapes.SecretOut, **takes(EndpointActRequest))
    async def acted(request: Request, endpoint_id: str) -> JSONResponse:
        """Rotate the secret of an endpoint, switch it off or on, or remove it."""
        number = read_number(endpoint_id, of="endpoint")
        return await counter.change(
            request, EndpointActRequest, lambda visit, body: _act(visit, number, body, _administers(request, visit))
        )

    @router.get("/v1/endpoints/{endpoint_id}/events", response_model=PageOut[shapes.DeliveryOut], **asks(ListQuery))
    async def sent(request: Request, endpoint_id: str) -> JSONResponse:
        """List what went, or is to go, to an endpoint, the latest first."""
        number, query = read_number(endpoint_id, of="endpoint"), read_query(request, ListQuery)
        return await counter.look(request, lambda visit: _list_sent(visit, number, query, _administers(request, visit)))


def _list(visit: Visit, shop_ids: Sequence[int]) -> shapes.EndpointsOut:
    write = _writer(visit)
    return shapes.EndpointsOut(items=tuple(map(write, list_endpoints(visit.session, shop_ids))))


def _add(visit: Visit, body: EndpointRequest, shop_ids: Sequence[int]) -> tuple[int, shapes.SecretOut]:
    shop_id = find_shop_id(visit, body.shop)
    if shop_id not in shop_ids:
        raise refuse("shop", f"there is no shop {body.shop} that you administer")
    endpoint = add_endpoint(_deed(visit), shop_id, body.url, body.events)
    return CREATED, shapes.SecretOut(endpoint=_writer(visit)(endpoint), secret=endpoint.secret)


def _act(visit: Visit, number: int, body: EndpointActRequest, shop_ids: Sequence[int]) -> tuple[int, shapes.SecretOut]:
    deed, secret = _deed(visit), None
    endpoint = find_endpoint(deed, number, shop_ids)
    if body.do == "rotate":
        secret = rotate(deed, endpoint)
    elif body.do == "remove":
        remove(deed, endpoint)
        return OK, shapes.SecretOut(endpoint=None, secret=None)
    elif body.do == "again":
        send_again(deed, endpoint, body.event or 0)
    else:
        switch(deed, endpoint, on=body.do == "switch_on")
    return OK, shapes.SecretOut(endpoint=_writer(visit)(find_endpoint(deed, number, shop_ids)), secret=secret)


def _list_sent(visit: Visit, number: int, query: ListQuery, shop_ids: Sequence[int]) -> PageOut[shapes.DeliveryOut]:
    endpoint = find_endpoint(_deed(visit), number, shop_ids)
    page = list_deliveries(visit.session, endpoint.id, limit=query.limit, cursor=query.cursor)
    return PageOut[shapes.DeliveryOut](items=tuple(map(_write_sent, page.items)), next=page.next)


def _administers(request: Request, visit: Visit) -> tuple[int, ...]:
    """Return the shops of which who asks is administrator; for a key those it opens."""
    return tuple(shop.id for shop in visitor_of(request).list_theirs(list_shops(visit.session), "admin"))


def _deed(visit: Visit) -> Deed:
    return Deed(visit.session, visit.actor, visit.now)


def _writer(visit: Visit) -> Any:
    slugs = Writer.of(visit.session).slugs

    def write(one: Endpoint) -> shapes.EndpointOut:
        """Return an endpoint as programs see it, without its secrets."""
        return shapes.EndpointOut(
            id=one.id,
            shop=slugs[one.shop_id],
            url=one.url,
            events=one.events,
            disabled_because=one.disabled_because,
            created_at=write_moment(one.created_at),
        )

    return write


def _write_sent(one: Dispatch) -> shapes.DeliveryOut:
    return shapes.DeliveryOut(
        id=one.id,
        webhook_id=one.name,
        type=one.body["type"],
        conversation=one.conversation_id,
        state=one.state,
        attempts=one.attempts,
        reason=one.reason,
        created_at=write_moment(one.created_at),
        next_try_at=write_moment(one.due_at) if one.state == "waiting" else None,
        finished_at=write_moment(one.finished_at) if one.finished_at else None,
    )
