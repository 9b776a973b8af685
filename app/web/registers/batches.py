"""What is done to many rows at once: changed, planned, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from app.desk.faults import NotFound, TooLate
from app.desk.registers.entries import change_many
from app.desk.registers.shapes import VIP_VISITS
from app.desk.registers.undo import undo
from app.desk.registers.visits import plan_visits
from app.errors import BadInput
from app.store.changes import list_changes
from app.web.people.names import read_number
from app.web.people.paper import read_field, read_form
from app.web.registers.house import HOME, come_back, go_to, name_refusal, open_call

if TYPE_CHECKING:
    from app.web.desk.ground import Paper


def make_batches(paper: Paper) -> APIRouter:
    """Return the routes that change many rows at once, and the one that takes back what was changed at once."""
    router = APIRouter()

    @router.post("/registers/undo")
    def take_back(request: Request) -> Response:
        return _undo(paper, request)

    @router.post("/registers/vip_visits/plan")
    def plan(request: Request) -> Response:
        with open_call(paper, request, writes=True) as call:
            planned = plan_visits(call.session, **call.where())
        return go_to(f"{HOME}/{VIP_VISITS.name}", said="planned" if planned else "planned_none")

    @router.post("/registers/{register}/bulk")
    def change_some(request: Request, register: str) -> Response:
        return _change_many(paper, request, register)

    return router


def _change_many(paper: Paper, request: Request, name: str) -> Response:
    back = come_back(request, f"{HOME}/{name}")
    rows = [read_number(str(value)) for value in read_form(request).getlist("row")]
    given = {column: read_field(request, column) for column in ("state", "owner_id") if read_field(request, column)}
    if not rows or not given:
        return go_to(back, said="not_chosen")
    try:
        with open_call(paper, request, writes=True) as call:
            changed = change_many(call.session, rows, given, **call.where())
            batch = list_changes(call.session, changed[0].id)[0].batch
    except (NotFound, TooLate) as error:
        return go_to(back, said=name_refusal(error))
    except BadInput:
        return go_to(back, said="not_usable")
    return go_to(back, said="changed", undo=batch)


def _undo(paper: Paper, request: Request) -> Response:
    back = come_back(request, HOME)
    try:
        with open_call(paper, request, writes=True) as call:
            left = undo(call.session, read_field(request, "batch"), **call.where())
    except (NotFound, TooLate) as error:
        return go_to(back.partition("?")[0], said=name_refusal(error))
    # An addition that was taken back leaves no row to go back to.
    path = back.partition("?")[0] if left else "/".join(back.partition("?")[0].split("/")[:3])
    return go_to(path, said="undone")
