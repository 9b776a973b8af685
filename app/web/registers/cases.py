"""From a conversation into a register in one step: what is known of the case stands in the form already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

from app.desk.conversations import see_conversation
from app.desk.faults import NotFound
from app.desk.registers.shapes import find_register
from app.desk.registers.suggestions import register_case, suggest
from app.desk.registers.visits import set_vip
from app.errors import BadInput
from app.web.people.names import read_number
from app.web.people.paper import read_field, read_form
from app.web.registers.cells import read_given
from app.web.registers.house import HOME, Call, go_to, name_wrong, open_call, show

if TYPE_CHECKING:
    from app.web.desk.ground import Paper


def make_cases(paper: Paper) -> APIRouter:
    """Return the routes `/inbox/{conversation_id}/register/{register}`."""
    router = APIRouter()

    @router.get("/inbox/{conversation_id}/register/{register}")
    def show_form(request: Request, conversation_id: str, register: str) -> Response:
        return _show(paper, request, read_number(conversation_id), register)

    @router.post("/inbox/{conversation_id}/register/{register}")
    def keep(request: Request, conversation_id: str, register: str) -> Response:
        return _keep(paper, request, read_number(conversation_id), register)

    @router.post("/inbox/{conversation_id}/vip")
    def list_vip(request: Request, conversation_id: str) -> Response:
        return _list_vip(paper, request, read_number(conversation_id))

    return router


def _list_vip(paper: Paper, request: Request, number: int) -> Response:
    """Put a buyer on the list of VIPs, or take them off it."""
    try:
        with open_call(paper, request, writes=True) as call:
            set_vip(call.session, number, is_vip=read_field(request, "vip") == "1", **call.where())
    except NotFound:
        return show(paper, request, "registers_missing.html", {"here": ""}, status=404)
    return go_to(f"/inbox/{number}")


def _show(paper: Paper, request: Request, number: int, name: str, **more: Any) -> Response:
    try:
        with open_call(paper, request) as call:
            shown = _describe(call, number, name)
    except NotFound:
        return show(paper, request, "registers_missing.html", {"here": ""}, status=404)
    return show(paper, request, "registers_case.html", shown | more, status=422 if more.get("wrong") else 200)


def _describe(call: Call, number: int, name: str) -> dict[str, Any]:
    register, conversation = find_register(name), see_conversation(call.session, number, call.actor)
    known = suggest(call.session, number, name, actor=call.actor)
    cells = call.writer(conversation.shop_id).cells(register, {"happened_at": call.now, "state": "open", **known})
    return {
        "here": register.name,
        "register": register,
        "title": register.title.of(call.language),
        "cells": cells,
        "number": number,
        "called": known.get("buyer_name") or known.get("buyer_id") or "",
    }


def _keep(paper: Paper, request: Request, number: int, name: str) -> Response:
    typed = {key: str(value) for key, value in read_form(request).items()}
    try:
        with open_call(paper, request, writes=True) as call:
            register, conversation = find_register(name), see_conversation(call.session, number, call.actor)
            # Every field stands as it was sent: what was emptied in the form stays empty.
            missing = {column.name: "\0" for column in register.columns}
            given = read_given(register, typed, missing, call.writer(conversation.shop_id).times)
            row = register_case(call.session, number, name, given, **call.where())
    except NotFound:
        return show(paper, request, "registers_missing.html", {"here": ""}, status=404)
    except BadInput as error:
        return _show(paper, request, number, name, wrong=name_wrong(register, error, typed), typed=typed)
    return go_to(f"{HOME}/{name}/{row.id}", said="added")
