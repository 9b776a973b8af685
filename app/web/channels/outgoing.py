"""The pages of endpoints: which programs are told of what, their secrets, and the log of what was sent to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from app.channels.outgoing.endpoints import add_endpoint, find_endpoint, remove, rotate, send_again, switch
from app.desk.faults import NotFound
from app.desk.news import TYPES
from app.desk.traces import Deed
from app.errors import BadInput
from app.store.dispatches import list_deliveries
from app.store.endpoints import Endpoint, list_endpoints
from app.store.shops import list_shops
from app.web.people.names import read_number
from app.web.people.paper import go_to, read_field, read_form
from app.web.visitor import visitor_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.web.channels.hall import Hall
    from app.web.people.paper import Errors

HOME = "/outgoing"
A_PAGE = 50
Act = Callable[["Hall", Request, Deed, Endpoint], Response]


def make_outgoing(hall: Hall) -> APIRouter:
    """Return the routes under `/outgoing`."""
    router = APIRouter()

    @router.get("/outgoing")
    def show_all(request: Request) -> Response:
        return _show_all(hall, request)

    @router.post("/outgoing")
    def add(request: Request) -> Response:
        return _add(hall, request)

    @router.get("/outgoing/{endpoint_id}")
    def show_one(request: Request, endpoint_id: str) -> Response:
        return _show_one(hall, request, read_number(endpoint_id))

    for name, act in ACTS.items():
        _add_act(router, hall, name, act)
    return router


def _add_act(router: APIRouter, hall: Hall, name: str, act: Act) -> None:
    def answer(request: Request, endpoint_id: str) -> Response:
        """Return what the act shows, or the page that says there is no such endpoint."""
        try:
            with hall.store.transaction() as session:
                deed, shop_ids = _begin(hall, request, session)
                return act(hall, request, deed, find_endpoint(deed, read_number(endpoint_id), shop_ids))
        except NotFound:
            return hall.paper.miss(request)

    router.add_api_route(f"/outgoing/{{endpoint_id}}/{name}", answer, methods=["POST"], response_class=Response)


def _begin(hall: Hall, request: Request, session: Session) -> tuple[Deed, tuple[int, ...]]:
    """Return who acts, and the shops that they administer."""
    visitor, shops = visitor_of(request), list_shops(session)
    theirs = tuple(shop.id for shop in visitor.list_theirs(shops, "admin"))
    return Deed(session, visitor.act_in(shops), hall.clock()), theirs


def _show_all(hall: Hall, request: Request, *, errors: Errors | None = None) -> Response:
    with hall.store.reading() as session:
        _, shop_ids = _begin(hall, request, session)
        shops = [shop for shop in list_shops(session) if shop.id in shop_ids]
        found = list_endpoints(session, shop_ids)
    shown = {
        "endpoints": found,
        "shops": shops,
        "names": {shop.id: shop.name for shop in shops},
        "types": TYPES,
        "chosen": [str(name) for name in read_form(request).getlist("events")],
        "is_working": hall.porch.work is not None,
    }
    return hall.paper.show(request, "channels_outgoing.html", shown, errors=errors)


def _add(hall: Hall, request: Request) -> Response:
    events = [str(name) for name in read_form(request).getlist("events")]
    try:
        with hall.store.transaction() as session:
            deed, shop_ids = _begin(hall, request, session)
            shop_id = read_number(read_field(request, "shop_id"))
            if shop_id not in shop_ids:
                return hall.paper.miss(request)
            endpoint = add_endpoint(deed, shop_id, read_field(request, "url"), events)
    except BadInput as error:
        return _show_all(hall, request, errors={one.path: one.path for one in error.errors})
    return _hand(hall, request, endpoint.id, endpoint.secret)


def _hand(hall: Hall, request: Request, endpoint_id: int, secret: str) -> Response:
    """Return the page that shows a secret, this once."""
    back = f"{HOME}/{endpoint_id}"
    return hall.paper.show(request, "channels_secret.html", {"secret": secret, "back": back})


def _show_one(hall: Hall, request: Request, endpoint_id: int) -> Response:
    try:
        with hall.store.reading() as session:
            deed, shop_ids = _begin(hall, request, session)
            endpoint = find_endpoint(deed, endpoint_id, shop_ids)
            page = list_deliveries(session, endpoint.id, limit=A_PAGE, cursor=request.query_params.get("cursor"))
            shop = next(shop for shop in list_shops(session) if shop.id == endpoint.shop_id)
    except (NotFound, BadInput):
        return hall.paper.miss(request)
    overlaps = len(endpoint.list_secrets(now=deed.now)) > 1
    shown = {"endpoint": endpoint, "shop": shop, "deliveries": page.items, "next": page.next, "overlaps": overlaps}
    return hall.paper.show(request, "channels_endpoint.html", shown)


def _rotate(hall: Hall, request: Request, deed: Deed, endpoint: Endpoint) -> Response:
    return _hand(hall, request, endpoint.id, rotate(deed, endpoint))


def _switch(_: Hall, request: Request, deed: Deed, endpoint: Endpoint) -> Response:
    switch(deed, endpoint, on=read_field(request, "on") == "yes")
    return go_to(f"{HOME}/{endpoint.id}", said="saved")


def _remove(_: Hall, __: Request, deed: Deed, endpoint: Endpoint) -> Response:
    remove(deed, endpoint)
    return go_to(HOME, said="endpoint_removed")


def _send_again(_: Hall, request: Request, deed: Deed, endpoint: Endpoint) -> Response:
    send_again(deed, endpoint, read_number(read_field(request, "event")))
    return go_to(f"{HOME}/{endpoint.id}", said="put_back")


ACTS: dict[str, Act] = {"rotate": _rotate, "switch": _switch, "remove": _remove, "again": _send_again}
"""What can be done to an endpoint, by the end of its address."""
