"""The inbox: its page, its rows alone, and what happens there as it happens."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

from app.errors import BadInput
from app.web.desk.queue import Desk, Queue
from app.web.desk.samples import describe_samples
from app.web.desk.stream import answer_stream
from app.web.desk.wishes import TABS, Wish
from app.web.people.names import read_number
from app.web.tongue import choose_language
from app.web.visitor import visitor_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.web.desk.ground import Paper


def make_inbox(paper: Paper) -> APIRouter:
    """Return the routes `/inbox`, `/inbox/rows` and `/inbox/events`."""
    router = APIRouter()

    @router.get("/inbox")
    def show(request: Request) -> Response:
        return paper.show(request, "inbox.html", _read(paper, request) | {"tabs": TABS})

    @router.get("/inbox/rows")
    def show_rows(request: Request) -> Response:
        return paper.show(request, "inbox_rows.html", _read(paper, request))

    @router.get("/inbox/events")
    async def tell(request: Request) -> Response:
        return await answer_stream(paper.ground, request)

    return router


def _read(paper: Paper, request: Request) -> dict[str, Any]:
    """Return the queue that an address asks for; `here` is the conversation beside which it stands."""
    query = request.query_params
    with paper.ground.store.reading() as session:
        shown = describe_queue(
            session, paper, request, pages=read_number(query.get("pages", "1")), cursor=query.get("cursor")
        )
        shown |= describe_samples(session, request, shown["queue"])
    return shown | {"here": read_number(query.get("here", "")), "is_more": "cursor" in query}


def describe_queue(
    session: Session, paper: Paper, request: Request, *, pages: int = 1, cursor: str | None = None
) -> dict[str, Any]:
    """Return what the rows of the queue are rendered from."""
    language = choose_language(request)
    desk = Desk(session, visitor_of(request), partial(paper.times, language))
    wish = Wish.read(request.query_params)
    try:
        queue: Queue = desk.read(wish, pages=pages, cursor=cursor)
    except BadInput:
        # A cursor that no list gave: from the beginning, then.
        queue = desk.read(wish)
    return {"queue": queue, "wish": wish, "pages": max(pages, 1) if cursor is None else pages + 1}
