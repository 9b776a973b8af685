"""Orders: what is known about them, asked for and written by programs."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.desk.orders.facts import put_order, see_order
from app.store.orders import list_orders
from app.web.desk_api import record_shapes as out
from app.web.desk_api import shapes
from app.web.desk_api.counter import OK, Counter, Visit
from app.web.desk_api.operations import asks, takes
from app.web.desk_api.queries import OrdersQuery, ShopQuery, read_query
from app.web.desk_api.record_bodies import OrderRequest
from app.web.desk_api.record_writing import RecordWriter, find_shop_id


def add_orders(router: APIRouter, counter: Counter) -> None:
    """Add the routes of orders."""

    @router.get("/v1/orders", response_model=shapes.PageOut[out.OrderOut], **asks(OrdersQuery))
    async def orders(request: Request) -> JSONResponse:
        """List what is known about orders, the latest added first."""
        query = read_query(request, OrdersQuery)
        return await counter.look(request, lambda visit: _list(visit, query))

    @router.get("/v1/orders/{order_no}", response_model=out.OrderOut, **asks(ShopQuery))
    async def order(request: Request, order_no: str) -> JSONResponse:
        """Show what is known about an order."""
        query = read_query(request, ShopQuery)
        return await counter.look(request, lambda visit: _show(visit, query.shop, order_no))

    @router.put("/v1/orders/{order_no}", response_model=out.OrderOut, **takes(OrderRequest))
    async def known(request: Request, order_no: str) -> JSONResponse:
        """Write what is known about an order, such as its price now; the drafts of its conversations follow."""

        def work(visit: Visit, body: OrderRequest) -> tuple[int, out.OrderOut]:
            facts = body.facts.model_dump(mode="json", exclude_unset=True)
            session, engine = visit.session, counter.engine
            put = put_order(session, engine, body.shop, order_no, facts, now=visit.now, actor=visit.actor)
            return OK, RecordWriter.of(session).order(put)

        return await counter.change(request, OrderRequest, work)


def _list(visit: Visit, query: OrdersQuery) -> shapes.PageOut[out.OrderOut]:
    shops = visit.actor.shop_ids if query.shop is None else (find_shop_id(visit, query.shop),)
    page = list_orders(visit.session, shops, begins=query.q, limit=query.limit, cursor=query.cursor)
    return RecordWriter.of(visit.session).orders(page)


def _show(visit: Visit, slug: str, order_no: str) -> out.OrderOut:
    return RecordWriter.of(visit.session).order(see_order(visit.session, slug, order_no, actor=visit.actor))
