"""The sample shop: filled from the empty inbox by one button, and taken away by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.store.demo import count_demo
from app.store.shops import list_shops
from app.web.visitor import visitor_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.web.desk.ground import Paper
    from app.web.desk.queue import Queue


def make_samples(paper: Paper) -> APIRouter:
    """Return the routes under `/inbox/demo`."""
    router, ground = APIRouter(), paper.ground

    @router.post("/inbox/demo")
    def put_in(request: Request) -> Response:
        """Fill the sample shop into the first shop that the visitor looks after."""
        from app.desk.demo.fill import fill

        with ground.store.transaction() as session:
            shops = list_shops(session)
            theirs = visitor_of(request).list_theirs(shops, "admin")
            if theirs:
                actor = visitor_of(request).act_in(shops, "admin")
                fill(session, ground.engine, theirs[0].slug, now=ground.clock(), actor=actor)
        return RedirectResponse("/inbox", status_code=303)

    @router.post("/inbox/demo/remove")
    def take_out(request: Request) -> Response:
        """Take the samples out of every shop that the visitor looks after."""
        from app.desk.demo.fill import remove

        with ground.store.transaction() as session:
            shops = list_shops(session)
            actor = visitor_of(request).act_in(shops, "admin")
            for shop in visitor_of(request).list_theirs(shops, "admin"):
                remove(session, shop.slug, now=ground.clock(), actor=actor)
        return RedirectResponse("/inbox", status_code=303)

    return router


def describe_samples(session: Session, request: Request, queue: Queue) -> dict[str, bool]:
    """Return whether samples are shown that the visitor may take away, and whether they may put some in."""
    theirs = visitor_of(request).list_theirs(queue.shops, "admin")
    shown = any(row.conversation.is_demo for row in queue.rows)
    # Counted only where there is nothing to see: in a full inbox nobody looks for samples.
    may_fill = bool(theirs) and not queue.rows and not any(count_demo(session, shop.id) for shop in theirs)
    return {"samples": shown and bool(theirs), "may_fill": may_fill}
