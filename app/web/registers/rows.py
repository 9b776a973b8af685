"""A row of a register: changed in place, with who changed what and when, undone, and its pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

from app.desk.faults import NotFound, TooLate
from app.desk.registers.entries import change, see_row
from app.desk.registers.lists import view_row
from app.desk.registers.shapes import find_register
from app.errors import BadInput
from app.web.people.names import read_number
from app.web.people.paper import read_form
from app.web.registers.cells import read_given
from app.web.registers.house import HOME, Call, come_back, go_to, name_refusal, name_wrong, open_call, show

if TYPE_CHECKING:
    from datetime import datetime

    from app.desk.registers.shapes import Register
    from app.store.kept import Change
    from app.web.desk.ground import Paper
    from app.web.registers.cells import Writer


@dataclass(frozen=True, slots=True)
class Past:
    """A change of a row, in words: who, when, and each column from what to what."""

    what: str
    who: str
    at: datetime
    batch: str
    is_undone: bool
    columns: tuple[tuple[str, str, str], ...]


def make_rows(paper: Paper) -> APIRouter:
    """Return the routes of one row."""
    router = APIRouter()

    @router.get("/registers/{register}/{row_id}")
    def show_row(request: Request, register: str, row_id: str) -> Response:
        return _show(paper, request, register, read_number(row_id))

    @router.post("/registers/{register}/{row_id}")
    def change_row(request: Request, register: str, row_id: str) -> Response:
        return _change(paper, request, register, read_number(row_id))

    return router


def _show(paper: Paper, request: Request, name: str, row_id: int, **more: Any) -> Response:
    try:
        with open_call(paper, request) as call:
            shown = _describe(call, name, row_id)
    except NotFound:
        return show(paper, request, "registers_missing.html", {"here": ""}, status=404)
    return show(paper, request, "registers_row.html", shown | more, status=422 if more.get("wrong") else 200)


def _describe(call: Call, name: str, row_id: int) -> dict[str, Any]:
    register, view = find_register(name), view_row(call.session, row_id, actor=call.actor)
    if view.row.register != register.name:
        raise NotFound("There is no row of that number in this register.")
    writer = call.writer(view.row.shop_id)
    return {
        "register": register,
        "here": register.name,
        "title": register.title.of(call.language),
        "row": view.row,
        "cells": writer.row(register, view.row),
        "past": [_tell(one, register, writer) for one in view.changes],
        "pictures": view.evidence,
        "times": writer.times,
        "may_file": view.row.buyer_id is not None or view.row.conversation_id is not None,
    }


def _tell(one: Change, register: Register, writer: Writer) -> Past:
    columns = []
    for name, (was, to) in one.changes.items():
        column = register.column(name)
        if column is not None:
            columns.append((column.title.of(writer.language), writer.show(column, was), writer.show(column, to)))
    who = writer.people.get(one.user_id or 0, "")
    return Past(one.what, who, one.at, one.batch, one.undone_at is not None, tuple(columns))


def _change(paper: Paper, request: Request, name: str, row_id: int) -> Response:
    typed = {key: str(value) for key, value in read_form(request).items()}
    here = come_back(request, f"{HOME}/{name}/{row_id}")
    try:
        with open_call(paper, request, writes=True) as call:
            row = see_row(call.session, row_id, call.actor)
            register, writer = find_register(row.register), call.writer(row.shop_id)
            was = {cell.name: cell.value for cell in writer.row(register, row)}
            given = read_given(register, typed, was, writer.times)
            version = read_number(typed.get("version", "")) or None
            change(call.session, row_id, given, version=version, **call.where())
    except (NotFound, TooLate) as error:
        return go_to(here, said=name_refusal(error))
    except BadInput as error:
        wrong = name_wrong(register, error, typed)
        return _show(paper, request, name, row_id, wrong=wrong, typed=typed)
    return go_to(here, said="changed")
