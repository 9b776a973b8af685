"""Evidence pictures: sent by paste, drop or choice, shown as thumbnails, found by their buyer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, JSONResponse
from starlette.concurrency import run_in_threadpool

from app.desk.faults import NotFound
from app.desk.registers.evidence import Belongs, add_evidence, list_pictures, open_picture, remove_picture
from app.errors import BadInput, ShouhouError
from app.exchange.faults import FileRefused
from app.exchange.pictures import LARGEST_FILE, read_picture
from app.web.people.names import read_number
from app.web.registers.house import HOME, come_back, go_to, open_call, show
from app.web.registers.reasons import tell_reason
from app.web.tongue import choose_language

if TYPE_CHECKING:
    from app.web.desk.ground import Paper

_MISSING = 404


def make_pictures(paper: Paper) -> APIRouter:
    """Return the routes under `/registers/evidence`."""
    router = APIRouter()

    @router.get("/registers/evidence")
    def show_pictures(request: Request) -> Response:
        return _show_list(paper, request)

    @router.post("/registers/evidence")
    async def take(request: Request) -> Response:
        data = await _read_body(request)
        return await run_in_threadpool(_take, paper, request, data)

    @router.get("/registers/evidence/{evidence_id}/{size}")
    def show_picture(request: Request, evidence_id: str, size: str) -> Response:
        return _show_file(paper, request, read_number(evidence_id), small=size == "small")

    @router.post("/registers/evidence/{evidence_id}/remove")
    def take_away(request: Request, evidence_id: str) -> Response:
        """Remove a picture, and go back to where it was shown."""
        try:
            with open_call(paper, request, writes=True) as call:
                folder = paper.ground.settings.data_dir
                remove_picture(call.session, folder, read_number(evidence_id), **call.where())
        except NotFound:
            return go_to(f"{HOME}/evidence", said="not_there")
        return go_to(come_back(request, f"{HOME}/evidence").partition("?")[0], said="removed")

    return router


async def _read_body(request: Request) -> bytes:
    """Return the body, no more of it than shows that it is too long for a picture."""
    taken = bytearray()
    async for part in request.stream():
        taken += part
        if len(taken) > LARGEST_FILE:
            break
    return bytes(taken)


def _take(paper: Paper, request: Request, data: bytes) -> Response:
    query = request.query_params
    numbers = (read_number(query.get(name, "")) or None for name in ("conversation", "row"))
    try:
        picture = read_picture(data)
        with open_call(paper, request, writes=True) as call:
            folder = paper.ground.settings.data_dir
            kept = add_evidence(call.session, folder, picture, Belongs(*numbers), **call.where())
    except ShouhouError as error:
        say = tell_reason(str(error), choose_language(request)) if isinstance(error, FileRefused) else ""
        return JSONResponse({"say": say}, status_code=error.status)
    return JSONResponse({"id": kept.id}, status_code=201)


def _show_list(paper: Paper, request: Request) -> Response:
    query = request.query_params
    buyer, cursor = query.get("buyer", "").strip()[:200], query.get("cursor") or None
    with open_call(paper, request) as call:
        try:
            page = list_pictures(call.session, actor=call.actor, buyer_id=buyer or None, cursor=cursor)
        except BadInput:
            page = list_pictures(call.session, actor=call.actor, buyer_id=buyer or None)
        times = call.writer().times
    shown = {"here": "evidence", "pictures": page.items, "next": page.next, "buyer": buyer, "times": times}
    return show(paper, request, "registers_evidence.html", shown)


def _show_file(paper: Paper, request: Request, number: int, *, small: bool) -> Response:
    try:
        with open_call(paper, request) as call:
            kept, path = open_picture(
                call.session, paper.ground.settings.data_dir, number, actor=call.actor, small=small
            )
    except NotFound:
        return Response(status_code=_MISSING)
    return FileResponse(path, media_type=kept.media_type, headers={"Cache-Control": "private, max-age=86400"})
