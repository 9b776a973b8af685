"""The lists of the registers: found by words and filters, added to, changed many at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from app.desk.registers.adding import add
from app.desk.registers.couriers import find_courier, list_names
from app.desk.registers.handover import list_late
from app.desk.registers.lists import Wish, find, narrow
from app.desk.registers.shapes import COURIER_CLAIMS, HANDOVER, PRODUCT_ALERTS, REGISTERS, Register, find_register
from app.errors import BadInput
from app.store.alerts import get_rule
from app.store.registers import count_rows, list_carriers
from app.web.people.paper import read_form
from app.web.registers.cells import read_given
from app.web.registers.house import HOME, Call, go_to, name_wrong, open_call, show
from app.web.registers.settlement import describe_totals
from app.web.registers.sheet import show_sheet

if TYPE_CHECKING:
    from app.store.kept import Entry
    from app.web.desk.ground import Paper
    from app.web.registers.cells import Cell, Writer

WISHES = ("q", "month", "state", "kind", "carrier", "shop")
UNSEEN = frozenset({"text", "remedy", "done_at", "currency", "buyer_id"})
"""Columns that a list leaves to the row's own page."""
BELOW = {"tracking_no": "carrier", "order_no": "buyer_name"}
"""Columns that stand below another one in a list, so that long numbers leave room for words."""
UNFINISHED = "unfinished"
"""Every state in which there is something left to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list: what of it is shown, each cell with what stands below it, and whether it is past its time."""

    row: Entry
    cells: tuple[tuple[Cell, Cell | None], ...]
    is_late: bool


def make_lists(paper: Paper) -> APIRouter:
    """Return the routes `/registers`, `/registers/{register}` and what is done to a list."""
    router = APIRouter()

    @router.get("/registers")
    def show_all(request: Request) -> Response:
        return _show_all(paper, request)

    @router.get("/registers/{register}")
    def show_list(request: Request, register: str) -> Response:
        return _show_list(paper, request, register)

    @router.post("/registers/{register}")
    def put_in(request: Request, register: str) -> Response:
        return _add(paper, request, register)

    return router


def _show_all(paper: Paper, request: Request) -> Response:
    with open_call(paper, request) as call:
        counts = {}
        # What has a deadline stands first.
        for name in sorted(REGISTERS, key=lambda name: (name != HANDOVER.name, not REGISTERS[name].by_due)):
            wanted = narrow(call.session, Wish(name, is_open=True), actor=call.actor)
            counts[name] = count_rows(call.session, wanted)
        late = len(list_late(call.session, actor=call.actor, now=call.now))
        titles = {name: REGISTERS[name].title.of(call.language) for name in counts}
    return show(paper, request, "registers.html", {"counts": counts, "late": late, "titles": titles, "here": ""})


def _show_list(paper: Paper, request: Request, name: str, **more: Any) -> Response:
    register = REGISTERS.get(name)
    if register is None or register is HANDOVER:
        return _miss(paper, request)
    with open_call(paper, request) as call:
        shown = _describe(call, register)
    status = 422 if more.get("wrong") else 200
    return show(paper, request, "registers_list.html", shown | more, status=status)


def _miss(paper: Paper, request: Request) -> Response:
    return show(paper, request, "registers_missing.html", {"here": ""}, status=404)


def _describe(call: Call, register: Register) -> dict[str, Any]:
    """Return what a list is rendered from."""
    query, chosen = call.request.query_params, call.named_shop()
    wish = read_wish(call, register.name)
    cursor = query.get("cursor") or None
    try:
        page = find(call.session, wish, actor=call.actor, shop_id=chosen.id if chosen else None, cursor=cursor)
    except BadInput:
        wish = replace(wish, month=None)
        page = find(call.session, wish, actor=call.actor, shop_id=chosen.id if chosen else None)
    writers = {shop.id: call.writer(shop.id) for shop in call.shops}
    writer = writers[(chosen or call.shop()).id]
    kept = {name: query.get(name, "") for name in WISHES if query.get(name)}
    return {
        "register": register,
        "here": register.name,
        "title": register.title.of(call.language),
        "lines": [_write(row, register, writers[row.shop_id], call) for row in page.items],
        "export": f"/registers/{register.name}/export?{urlencode(kept)}",
        "next": f"?{urlencode(kept | {'cursor': page.next})}" if page.next else "",
        "kept": kept,
        "wish": wish,
        "shops": call.shops,
        "chosen": chosen,
        "blank": writer.cells(register, {"happened_at": call.now, "currency": call.shop().currency, "state": "open"}),
        "states": [(state, words.of(call.language)) for state, words in register.states.items()],
        "kinds": [(kind, words.of(call.language)) for kind, words in _kinds(register)],
        "couriers": _list_couriers(call, register),
        "courier": find_courier(call.couriers, query.get("carrier", "")),
        "colleagues": writer.colleagues,
        "is_adding": "new" in query,
        **_describe_special(call, register, chosen.id if chosen else None),
    }


def _describe_special(call: Call, register: Register, shop_id: int | None) -> dict[str, Any]:
    if register is COURIER_CLAIMS:
        return describe_totals(call, shop_id)
    if register is PRODUCT_ALERTS:
        shop = call.shop(shop_id)
        may_rule = shop.id in call.actor.leads
        return {"rule": get_rule(call.session, shop.id), "rule_shop": shop, "may_rule": may_rule}
    return {}


def read_wish(call: Call, name: str) -> Wish:
    """Return what an address wants to see of a register; NotFound where there is no such register."""
    query = call.request.query_params
    register, state = find_register(name), query.get("state", "")
    return Wish(
        register.name,
        query=query.get("q", "").strip()[:200] or None,
        month=query.get("month") or None,
        state=state if state in register.states else None,
        kind=query.get("kind") or None,
        carriers=list_names(call.couriers, query.get("carrier")),
        is_open=state == UNFINISHED,
    )


def _list_couriers(call: Call, register: Register) -> list[tuple[str, str]]:
    """Return the couriers of a register, each once however it is written, with its name."""
    if register.column("carrier") is None:
        return []
    written = list_carriers(call.session, narrow(call.session, Wish(register.name), actor=call.actor))
    names, couriers = call.paper.names(call.language), call.couriers
    return [(one, names.carrier(one)) for one in dict.fromkeys(find_courier(couriers, name) for name in written)]


def _kinds(register: Register) -> Any:
    column = register.column("kind")
    return column.choices.items() if column else ()


def _write(row: Entry, register: Register, writer: Writer, call: Call) -> Line:
    return Line(row, _pick(writer.row(register, row)), _is_late(register, row, call))


def _pick(cells: tuple[Cell, ...]) -> tuple[tuple[Cell, Cell | None], ...]:
    known = {cell.name: cell for cell in cells}
    below = {above: known[name] for name, above in BELOW.items() if name in known and above in known}
    apart = [cell for cell in cells if cell.name not in UNSEEN and cell not in below.values()]
    return tuple((cell, below.get(cell.name)) for cell in apart)


def _is_late(register: Register, row: Entry, call: Call) -> bool:
    return row.state not in register.ends and row.due_at is not None and row.due_at <= call.now


def _add(paper: Paper, request: Request, name: str) -> Response:
    register = REGISTERS.get(name)
    if register is None:
        return _miss(paper, request)
    typed = {key: str(value) for key, value in read_form(request).items()}
    try:
        with open_call(paper, request, writes=True) as call:
            shop = call.named_shop() or call.shop()
            given = read_given(register, typed, {}, call.writer(shop.id).times)
            row = add(call.session, name, given, shop_id=shop.id, **call.where())
    except BadInput as error:
        again = {"wrong": name_wrong(register, error, typed), "typed": typed, "is_adding": True}
        if register is HANDOVER:
            return show_sheet(paper, request, **again)
        return _show_list(paper, request, name, **again)
    if register is HANDOVER:
        return go_to(f"{HOME}/{name}", said="added", shop=shop.slug)
    return go_to(f"{HOME}/{name}/{row.id}", said="added")
