"""The handover sheet: gathered, looked at, ticked off."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.desk.registers.handover import gather, read_sheet, tick_off
from app.web.desk_api import record_shapes as out
from app.web.desk_api.counter import OK, Counter, Visit
from app.web.desk_api.operations import asks, takes
from app.web.desk_api.queries import ShopQuery, read_number, read_query
from app.web.desk_api.record_bodies import GatherRequest, TickRequest
from app.web.desk_api.record_writing import RecordWriter, find_shop_id


def add_handover(router: APIRouter, counter: Counter) -> None:
    """Add the routes of the handover sheet."""

    @router.get("/v1/handover", response_model=out.SheetOut, **asks(ShopQuery))
    async def sheet(request: Request) -> JSONResponse:
        """Show a shop's handover sheet as it is now."""
        query = read_query(request, ShopQuery)
        return await counter.look(request, lambda visit: _show(visit, query.shop))

    @router.post("/v1/handover", response_model=out.SheetOut, **takes(GatherRequest))
    async def gathered(request: Request) -> JSONResponse:
        """Gather what a shop leaves open onto its sheet; what is on it already stays as it is."""
        return await counter.change(request, GatherRequest, _gather)

    @router.post("/v1/handover/{row_id}", response_model=out.RowOut, **takes(TickRequest))
    async def ticked(request: Request, row_id: str) -> JSONResponse:
        """Tick a row of the sheet off, or take the tick back."""
        number = read_number(row_id, of="row")

        def work(visit: Visit, body: TickRequest) -> tuple[int, out.RowOut]:
            row = tick_off(visit.session, number, done=body.done, now=visit.now, actor=visit.actor)
            return OK, RecordWriter.of(visit.session).row(row)

        return await counter.change(request, TickRequest, work)


def _gather(visit: Visit, body: GatherRequest) -> tuple[int, out.SheetOut]:
    shop_id = find_shop_id(visit, body.shop)
    gather(visit.session, shop_id, now=visit.now, actor=visit.actor)
    return OK, _show(visit, body.shop)


def _show(visit: Visit, slug: str) -> out.SheetOut:
    sheet = read_sheet(visit.session, find_shop_id(visit, slug), now=visit.now, actor=visit.actor)
    return RecordWriter.of(visit.session).sheet(sheet)
