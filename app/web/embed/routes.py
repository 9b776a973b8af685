"""The pages of the panel: the frame itself, which shows nothing by itself, and the way to a pass for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from app.channels.embedding import find_origin
from app.store.audit import note_act
from app.web.console import load_words
from app.web.embed.panel import read_panel
from app.web.frame import let_frame, let_speak
from app.web.tongue import choose_language
from app.web.visitor import visitor_of

if TYPE_CHECKING:
    from app.web.channels.hall import Hall
    from app.web.sessions import Register


def make_embed(hall: Hall, register: Register) -> APIRouter:
    """Return the routes under `/embed`."""
    router = APIRouter(include_in_schema=False)

    @router.get("/embed/connect")
    def ask(request: Request) -> Response:
        let_speak(request)
        return hall.paper.show(request, "embed_connect.html", {"pass_": ""})

    @router.post("/embed/connect")
    def connect(request: Request) -> Response:
        let_speak(request)
        return _connect(hall, register, request)

    @router.get("/embed/panel/{channel}")
    async def show_panel(channel: str, request: Request) -> Response:
        conversation = request.query_params.get("conversation", "").strip()
        shown = await run_in_threadpool(partial(read_panel, hall, visitor_of(request), channel, conversation))
        return JSONResponse(shown | {"pass": visitor_of(request).token})

    # Last, because it fits the panel's own address too.
    @router.get("/embed/{kind}/{channel}")
    def show_frame(kind: str, channel: str, request: Request) -> Response:
        """Return the frame for a helpdesk of this kind; a page that says there is none for any other."""
        found = hall.porch.channels.get(channel)
        origin = find_origin(found.row) if found and found.row.kind == kind else None
        if origin is None:
            return hall.paper.miss(request)
        let_frame(request, origin)
        words = {"embed": load_words(choose_language(request))["embed"]}
        shown = {"kind": kind, "channel": channel, "origin": origin, "words": words}
        return hall.paper.show(request, "embed_frame.html", shown)

    return router


def _connect(hall: Hall, register: Register, request: Request) -> Response:
    """Return the page that hands a pass to the frame which opened it, and to nobody else."""
    visitor, now = visitor_of(request), hall.clock()
    if visitor.user is None:
        # While nobody was added, this computer needs no pass.
        return hall.paper.show(request, "embed_connect.html", {"pass_": "none"})
    with hall.store.transaction() as session:
        made = register.embed(session, visitor.user)
        act = visitor.do("panel.connected", subject_kind="user", subject_id=visitor.id)
        note_act(session, act, at=now)
    return hall.paper.show(request, "embed_connect.html", {"pass_": made})
