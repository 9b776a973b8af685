"""The handover sheet: gathered, ticked off, printed; what is late is red."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from app.desk.faults import NotFound, TooLate
from app.desk.registers.handover import gather, read_sheet, tick_off
from app.desk.registers.shapes import HANDOVER
from app.web.people.names import read_number
from app.web.people.paper import read_field
from app.web.registers.house import HOME, go_to, name_refusal, open_call, show

if TYPE_CHECKING:
    from app.web.desk.ground import Paper

PATH = f"{HOME}/handover"


def make_sheet(paper: Paper) -> APIRouter:
    """Return the routes under `/registers/handover`."""
    router = APIRouter()

    @router.get("/registers/handover")
    def show_sheet(request: Request) -> Response:
        return _show(paper, request)

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


def _show(paper: Paper, request: Request) -> Response:
    with open_call(paper, request) as call:
        shop = call.named_shop() or call.shop()
        sheet, writer = read_sheet(call.session, shop.id, now=call.now, actor=call.actor), call.writer(shop.id)
        kinds = HANDOVER.column("kind")
        shown = {
            "here": HANDOVER.name,
            "title": HANDOVER.title.of(call.language),
            "sheet": sheet,
            "shop": shop,
            "shops": call.shops,
            "times": writer.times,
            "people": writer.people,
            "kind_names": {name: words.of(call.language) for name, words in kinds.choices.items()} if kinds else {},
        }
    return show(paper, request, "registers_handover.html", shown)
