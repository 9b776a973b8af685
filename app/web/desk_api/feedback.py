"""Feedback: what messages really mean, said by who knows, for the classifier to learn from."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.desk.correct import correct_intent
from app.store.corrections import list_corrections
from app.web.desk_api import shapes
from app.web.desk_api.bodies import FeedbackRequest
from app.web.desk_api.counter import CREATED, Counter, Visit
from app.web.desk_api.operations import asks, takes
from app.web.desk_api.queries import ListQuery, read_query
from app.web.desk_api.writing import Writer, write_corrections


def add_feedback_routes(router: APIRouter, counter: Counter) -> None:
    """Add the routes of feedback."""

    def keep(visit: Visit, body: FeedbackRequest) -> tuple[int, shapes.DraftedOut]:
        corrected = correct_intent(
            visit.session, counter.engine, body.message_id, body.intents, now=visit.now, actor=visit.actor
        )
        return CREATED, Writer.of(visit.session).drafted(corrected.drafted)

    @router.post("/v1/feedback", status_code=CREATED, response_model=shapes.DraftedOut, **takes(FeedbackRequest))
    async def given(request: Request) -> JSONResponse:
        """Say what a buyer's message means; where it is not answered yet, the drafts are made anew for that."""
        return await counter.change(request, FeedbackRequest, keep)

    @router.get("/v1/feedback", response_model=shapes.PageOut[shapes.FeedbackOut], **asks(ListQuery))
    async def said(request: Request) -> JSONResponse:
        """List what was said about messages, with the messages, the newest first."""
        query = read_query(request, ListQuery)
        return await counter.look(request, lambda visit: _list(visit, query))


def _list(visit: Visit, query: ListQuery) -> shapes.PageOut[shapes.FeedbackOut]:
    found = list_corrections(visit.session, visit.actor.shop_ids, limit=query.limit, cursor=query.cursor)
    return write_corrections(found)
