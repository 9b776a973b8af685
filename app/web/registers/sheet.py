"""The handover sheet: gathered, ticked off, printed; what is late is red."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

from app.desk.faults import NotFound, TooLate
from app.desk.registers.handover import Sheet, gather, read_sheet, tick_off
from app.desk.registers.lists import Wish, find
from app.desk.registers.shapes import HANDOVER
from app.web.people.names import read_number
from app.web.people.paper import read_field
from app.web.registers.house import HOME, Call, go_to, name_refusal, open_call, show

if TYPE_CHECKING:
    from app.web.desk.ground import Paper

PATH = f"{HOME}/handover"
USUAL = timedelta(hours=12)
"""By when a note is to be dealt with, unless somebody says otherwise."""


def make_sheet(paper: Paper) -> APIRouter:
    """Return the routes under `/registers/handover`."""
    router = APIRouter()

    @router.get("/registers/handover")
    def look(request: Request) -> Response:
        return show_sheet(paper, request)

    @router.post("/registers/handover/gather")
    def gather_rows(request: Request) -> Response:
        with open_call(paper, request, writes=True) as call:
            shop = call.named_shop() or call.shop()
            rows = gather(call.session, shop.id, **call.where())
        return go_to(PATH, shop=shop.slug, said="gathered" if rows else "gathered_none")

    @router.post("/registers/handover/{row_id}/tick")
    def tick(request: Request, row_id: str) -> Response:
        """Tick a row off, or open it again."""
        shop = read_field(request, "shop")
        try:
            with open_call(paper, request, writes=True) as call:
                done = read_field(request, "done") == "1"
                tick_off(call.session, read_number(row_id), done=done, **call.where())
        except (NotFound, TooLate) as error:
            return go_to(PATH, shop=shop, said=name_refusal(error))
        return go_to(PATH, shop=shop)

    return router


def show_sheet(paper: Paper, request: Request, **more: Any) -> Response:
    """Return the sheet, with what is found where somebody searches; `more` is the form as it was sent, and why not."""
    with open_call(paper, request) as call:
        shown = _describe(call)
    return show(paper, request, "registers_handover.html", shown | more, status=422 if more.get("wrong") else 200)


def _describe(call: Call) -> dict[str, Any]:
    shop, query = call.named_shop() or call.shop(), call.request.query_params
    writer, kinds = call.writer(shop.id), HANDOVER.column("kind")
    wanted = query.get("q", "").strip()[:200]
    blank = {"happened_at": call.now, "due_at": call.now + USUAL, "kind": "note", "state": "open"}
    return {
        "here": HANDOVER.name,
        "title": HANDOVER.title.of(call.language),
        "sheet": _search(call, shop.id, wanted) if wanted else _read(call, shop.id),
        "query": wanted,
        "shop": shop,
        "shops": call.shops,
        "blank": writer.cells(HANDOVER, blank),
        "is_adding": "new" in query,
        "times": writer.times,
        "people": writer.people,
        "kind_names": {name: words.of(call.language) for name, words in kinds.choices.items()} if kinds else {},
    }


def _read(call: Call, shop_id: int) -> Sheet:
    return read_sheet(call.session, shop_id, now=call.now, actor=call.actor)


def _search(call: Call, shop_id: int, wanted: str) -> Sheet:
    """Return what is found on the sheet, also what was ticked off long ago."""
    rows = find(call.session, Wish(HANDOVER.name, query=wanted), actor=call.actor, shop_id=shop_id).items
    still = tuple(row for row in rows if row.state not in HANDOVER.ends)
    return Sheet.of(still, tuple(row for row in rows if row.state in HANDOVER.ends), now=call.now)
