"""Registers: what there is, rows listed, added, changed, undone; totals, items, alerts and spreadsheets."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from app.desk.faults import refuse
from app.desk.registers.adding import add
from app.desk.registers.alerts import set_rule, view_item
from app.desk.registers.couriers import Couriers, list_names, name_couriers
from app.desk.registers.entries import change, change_many
from app.desk.registers.lists import Wish, find, view_row
from app.desk.registers.shapes import REGISTERS
from app.desk.registers.suggestions import register_case
from app.desk.registers.totals import total_claims
from app.desk.registers.undo import undo
from app.store.kept import AlertRule
from app.web.desk_api import record_bodies as bodies
from app.web.desk_api import record_shapes as out
from app.web.desk_api import shapes
from app.web.desk_api.counter import CREATED, OK, Counter, Visit
from app.web.desk_api.operations import asks, takes
from app.web.desk_api.queries import ME, ExportQuery, MonthQuery, RowsQuery, read_number, read_query
from app.web.desk_api.record_writing import RecordWriter, find_shop_id, write_register, write_totals
from app.web.desk_api.spreadsheets import answer_export


def add_registers(router: APIRouter, counter: Counter) -> None:
    """Add the routes of registers."""
    _add_looks(router, counter)
    _add_sums(router, counter)
    _add_changes(router, counter)


def _add_looks(router: APIRouter, counter: Counter) -> None:
    @router.get("/v1/registers", response_model=out.RegistersOut)
    async def registers(request: Request) -> JSONResponse:
        """List the registers with their columns."""
        shown = out.RegistersOut(items=tuple(map(write_register, REGISTERS.values())))
        return await counter.look(request, lambda _visit: shown)

    @router.get("/v1/registers/{name}", response_model=shapes.PageOut[out.RowOut], **asks(RowsQuery))
    async def rows(request: Request, name: str) -> JSONResponse:
        """List the rows of a register, the newest or the soonest due first."""
        query = read_query(request, RowsQuery)
        couriers = name_couriers(counter.engine.library.carriers)
        return await counter.look(request, lambda visit: _list(visit, name, couriers, query))

    @router.get("/v1/registers/{name}/export", response_class=Response, **asks(ExportQuery))
    async def exported(request: Request, name: str) -> Response:
        """Give a register, or a month of it, as a spreadsheet."""
        return await answer_export(counter, request, name, read_query(request, ExportQuery))

    @router.get("/v1/rows/{row_id}", response_model=out.RowDetail)
    async def row(request: Request, row_id: str) -> JSONResponse:
        """Show a row with its history and pictures."""
        number = read_number(row_id, of="row")
        return await counter.look(request, lambda visit: _show(visit, number))


def _add_sums(router: APIRouter, counter: Counter) -> None:
    @router.get("/v1/totals", response_model=out.TotalsOut, **asks(MonthQuery))
    async def totals(request: Request) -> JSONResponse:
        """Add up courier claims by month and courier."""
        query = read_query(request, MonthQuery)
        couriers = name_couriers(counter.engine.library.carriers)
        return await counter.look(request, lambda visit: _total(visit, couriers, query))

    @router.get("/v1/items/{item}", response_model=out.ItemOut)
    async def item(request: Request, item: str) -> JSONResponse:
        """Show what was said of an item: its curve by day, kinds, topics, alerts."""
        return await counter.look(request, lambda visit: _view_item(visit, item))

    @router.put("/v1/alerts", response_model=out.AlertRuleOut, **takes(bodies.AlertRuleRequest))
    async def rule(request: Request) -> JSONResponse:
        """Set after how many reports within how many days a shop raises an alert."""
        return await counter.change(request, bodies.AlertRuleRequest, _set_rule)


def _add_changes(router: APIRouter, counter: Counter) -> None:
    @router.post("/v1/registers/{name}", status_code=CREATED, response_model=out.RowOut, **takes(bodies.RowRequest))
    async def added(request: Request, name: str) -> JSONResponse:
        """Add a row, by hand or from a conversation."""
        return await counter.change(request, bodies.RowRequest, lambda visit, body: _add(visit, name, body))

    @router.patch("/v1/rows/{row_id}", response_model=out.RowOut, **takes(bodies.RowChangeRequest))
    async def changed(request: Request, row_id: str) -> JSONResponse:
        """Change columns of a row; its history keeps who, when, from and to."""
        number = read_number(row_id, of="row")
        return await counter.change(request, bodies.RowChangeRequest, lambda visit, body: _change(visit, number, body))

    @router.post("/v1/rows/bulk", response_model=out.RowsOut, **takes(bodies.BulkRequest))
    async def many(request: Request) -> JSONResponse:
        """Write the same columns of many rows, to be undone together."""
        return await counter.change(request, bodies.BulkRequest, _change_many)

    @router.post("/v1/rows/undo", response_model=out.RowsOut, **takes(bodies.UndoRequest))
    async def undone(request: Request) -> JSONResponse:
        """Take back what was changed at once."""
        return await counter.change(request, bodies.UndoRequest, _undo)


def _list(visit: Visit, name: str, couriers: Couriers, query: RowsQuery) -> shapes.PageOut[out.RowOut]:
    if query.owner == ME and visit.actor.user_id is None:
        raise refuse("owner", "a program is nobody's colleague; give the number of a person")
    owner = visit.actor.user_id if query.owner == ME else int(query.owner) if query.owner else None
    wish = Wish(
        name,
        query=query.q,
        month=query.month,
        state=query.state,
        kind=query.kind,
        carriers=list_names(couriers, query.carrier),
        owner_id=owner,
        buyer_id=query.buyer,
        item=query.item,
        is_open=query.open,
    )
    shop_id = None if query.shop is None else find_shop_id(visit, query.shop)
    page = find(visit.session, wish, actor=visit.actor, shop_id=shop_id, limit=query.limit, cursor=query.cursor)
    return RecordWriter.of(visit.session).page(page)


def _show(visit: Visit, number: int) -> out.RowDetail:
    return RecordWriter.of(visit.session).detail(view_row(visit.session, number, actor=visit.actor))


def _total(visit: Visit, couriers: Couriers, query: MonthQuery) -> out.TotalsOut:
    shop_id = None if query.shop is None else find_shop_id(visit, query.shop)
    return write_totals(total_claims(visit.session, couriers, actor=visit.actor, shop_id=shop_id, month=query.month))


def _view_item(visit: Visit, item: str) -> out.ItemOut:
    return RecordWriter.of(visit.session).item(view_item(visit.session, item, actor=visit.actor))


def _set_rule(visit: Visit, body: bodies.AlertRuleRequest) -> tuple[int, out.AlertRuleOut]:
    shop_id, rule = find_shop_id(visit, body.shop), AlertRule(body.reports, body.days)
    kept = set_rule(visit.session, shop_id, rule, now=visit.now, actor=visit.actor)
    return OK, out.AlertRuleOut(reports=kept.reports, days=kept.days)


def _add(visit: Visit, name: str, body: bodies.RowRequest) -> tuple[int, out.RowOut]:
    session, now, actor = visit.session, visit.now, visit.actor
    if body.conversation is not None:
        row = register_case(session, body.conversation, name, body.values, now=now, actor=actor)
    else:
        row = add(session, name, body.values, shop_id=find_shop_id(visit, body.shop), now=now, actor=actor)
    return CREATED, RecordWriter.of(session).row(row)


def _change(visit: Visit, number: int, body: bodies.RowChangeRequest) -> tuple[int, out.RowOut]:
    row = change(visit.session, number, body.values, now=visit.now, actor=visit.actor, version=body.version)
    return OK, RecordWriter.of(visit.session).row(row)


def _change_many(visit: Visit, body: bodies.BulkRequest) -> tuple[int, out.RowsOut]:
    rows = change_many(visit.session, body.rows, body.values, now=visit.now, actor=visit.actor)
    return OK, RecordWriter.of(visit.session).rows(rows)


def _undo(visit: Visit, body: bodies.UndoRequest) -> tuple[int, out.RowsOut]:
    rows = undo(visit.session, body.batch, now=visit.now, actor=visit.actor)
    return OK, RecordWriter.of(visit.session).rows(rows)
