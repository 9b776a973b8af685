"""A register as a spreadsheet, at the press of a button."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from app.desk.faults import NotFound
from app.desk.registers.exports import make_table
from app.errors import BadInput
from app.exchange.writing import write_csv, write_xlsx
from app.web.registers.house import HOME, go_to, open_call
from app.web.registers.lists import read_wish

if TYPE_CHECKING:
    from app.web.desk.ground import Paper

KINDS = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "csv": ("text/csv; charset=utf-8", write_csv),
}


def make_exports(paper: Paper) -> APIRouter:
    """Return the route `/registers/{register}/export`."""
    router = APIRouter()

    @router.get("/registers/{register}/export")
    def export(request: Request, register: str) -> Response:
        return _export(paper, request, register)

    return router


def _export(paper: Paper, request: Request, name: str) -> Response:
    query, file = request.query_params, BytesIO()
    ending = "csv" if query.get("as") == "csv" else "xlsx"
    media_type, write = KINDS[ending]
    try:
        # The audit log keeps who has taken what out.
        with open_call(paper, request, writes=True) as call:
            shop, wish = call.named_shop() or call.shop(), read_wish(call, name)
            table = make_table(call.session, wish, shop_id=shop.id, language=call.language, **call.where())
            write(table, file)
    except (BadInput, NotFound):
        return go_to(HOME, said="not_usable")
    called = "-".join(part for part in (shop.slug, name, wish.month or "") if part)
    headers = {"Content-Disposition": f'attachment; filename="{called}.{ending}"'}
    return Response(file.getvalue(), media_type=media_type, headers=headers)
