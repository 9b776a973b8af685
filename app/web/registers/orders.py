"""The page of orders: found by number, parcel, buyer or item; and the imports they came by."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from app.errors import BadInput
from app.exchange.sheets import LARGEST_FILE
from app.store.imports import list_jobs
from app.store.orders import list_orders
from app.web.desk.known import write_money
from app.web.registers.house import Call, open_call, show

if TYPE_CHECKING:
    from app.store.records import OrderFacts
    from app.web.desk.ground import Paper

ORDERS = "orders"
GIGA = 1024**3
LATEST = 8
"""Imports that the page lists."""


def make_orders(paper: Paper) -> APIRouter:
    """Return the route `/registers/orders`."""
    router = APIRouter()

    @router.get("/registers/orders")
    def show_orders(request: Request) -> Response:
        with open_call(paper, request) as call:
            shown = _describe(call)
        return show(paper, request, "registers_orders.html", shown)

    return router


def describe_taker(call: Call) -> dict[str, Any]:
    """Return what the field for a file needs: the shops into which this visitor may import, and how much is taken."""
    led = [shop for shop in call.shops if shop.id in call.actor.leads]
    return {"led": led, "chosen": call.named_shop(), "most": LARGEST_FILE, "most_said": f"{LARGEST_FILE // GIGA} GB"}


def _describe(call: Call) -> dict[str, Any]:
    query, chosen = call.request.query_params, call.named_shop()
    wanted, shops = query.get("q", "").strip()[:200], [chosen] if chosen else call.shops
    numbers, cursor = [shop.id for shop in shops], query.get("cursor") or None
    try:
        page = list_orders(call.session, numbers, query=wanted, cursor=cursor)
    except BadInput:
        page = list_orders(call.session, numbers, query=wanted)
    kept = {name: query[name] for name in ("q", "shop") if query.get(name)}
    writers = {shop.id: call.writer(shop.id) for shop in call.shops}
    return {
        "here": ORDERS,
        "orders": [_write(order, call, writers[order.shop_id].times) for order in page.items],
        "next": f"?{urlencode(kept | {'cursor': page.next})}" if page.next else "",
        "query": wanted,
        "shops": call.shops,
        "jobs": list_jobs(call.session, numbers, limit=LATEST),
        "times": call.writer(chosen.id if chosen else None).times,
        **describe_taker(call),
    }


def _write(order: OrderFacts, call: Call, times: Any) -> dict[str, Any]:
    """Return an order as the page shows it."""
    facts, names = order.facts, call.paper.names(call.language)
    paid = write_money(str(facts["price_paid"]), facts.get("currency")) if facts.get("price_paid") else ""
    return {
        "order_no": order.order_no,
        "buyer": facts.get("buyer_name") or facts.get("buyer_id") or "",
        "item": facts.get("item") or "",
        "paid": paid,
        "when": _read_moment(facts.get("ordered_at") or facts.get("paid_at")),
        "carrier": names.carrier(str(facts["carrier"])) if facts.get("carrier") else "",
        "tracking_no": facts.get("tracking_no") or "",
        "source": order.source,
        "times": times,
    }


def _read_moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
