"""The page of a conversation, its parts as they change, the live check of a text, and who else is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from app.desk.conversations import see_conversation, shop_of
from app.desk.faults import NotFound
from app.desk.presence import show_presence
from app.desk.send import check_text
from app.errors import BadInput
from app.store.drafts import get_draft
from app.store.messages import list_messages
from app.store.people import list_users
from app.web.desk.bubbles import make_bubbles, read_outgoing
from app.web.desk.doing import begin, miss, show
from app.web.desk.inbox import describe_queue
from app.web.desk.records import describe_records
from app.web.desk.talk import A_PAGE, read_talk
from app.web.desk.texts import write_findings
from app.web.people.names import read_number
from app.web.people.paper import read_form
from app.web.tongue import choose_language

if TYPE_CHECKING:
    from app.web.desk.ground import Paper

_MISSING = 404


def make_conversation(paper: Paper) -> APIRouter:
    """Return the routes of the page of a conversation that change nothing but who is seen there."""
    router = APIRouter()

    @router.get("/inbox/{conversation_id}")
    def show_page(request: Request, conversation_id: str) -> Response:
        return _show_page(paper, request, conversation_id)

    @router.get("/inbox/{conversation_id}/live")
    def show_live(request: Request, conversation_id: str) -> Response:
        return show(paper, request, conversation_id)

    @router.get("/inbox/{conversation_id}/older")
    def show_older(request: Request, conversation_id: str) -> Response:
        return _show_older(paper, request, conversation_id)

    @router.post("/inbox/{conversation_id}/check")
    def check(request: Request, conversation_id: str) -> Response:
        return _check(paper, request, conversation_id)

    @router.post("/inbox/{conversation_id}/presence")
    def say_presence(request: Request, conversation_id: str) -> Response:
        return _say_presence(paper, request, conversation_id)

    return router


def _show_page(paper: Paper, request: Request, number: str) -> Response:
    language = choose_language(request)
    try:
        with paper.ground.store.reading() as session:
            doing = begin(paper, request, number, session)
            talk = read_talk(session, doing.number, paper, language=language, actor=doing.actor)
            queue = describe_queue(session, paper, request)
            queue |= describe_records(session, doing.number, actor=doing.actor, language=language)
    except NotFound:
        return miss(paper, request)
    shown = queue | {"talk": talk, "here": doing.number, "is_more": False, "told": None}
    return paper.show(request, "conversation.html", shown, zone=talk.shop.timezone)


def _show_older(paper: Paper, request: Request, number: str) -> Response:
    language = choose_language(request)
    try:
        with paper.ground.store.reading() as session:
            doing = begin(paper, request, number, session)
            found = see_conversation(session, doing.number, doing.actor)
            cursor = request.query_params.get("cursor")
            page = list_messages(session, found.id, limit=A_PAGE, cursor=cursor)
            people = {user.id: user.shown_name for user in list_users(session)}
            times = paper.times(language, shop_of(session, found))
            outgoing = read_outgoing(session, found.id)
    except (NotFound, BadInput):
        return miss(paper, request)
    bubbles = make_bubbles(page.items, people, paper.names(language), times, outgoing)
    shown = {"bubbles": bubbles, "older": page.next, "number": doing.number, "times": times}
    return paper.show(request, "conversation_older.html", shown)


def _check(paper: Paper, request: Request, number: str) -> Response:
    """Return what the pre-send check says of a text, its promises held against what its draft rests on."""
    form = read_form(request)
    text, draft_id = str(form.get("text", "")).replace("\r\n", "\n"), read_number(str(form.get("draft", "")))
    try:
        with paper.ground.store.reading() as session:
            doing = begin(paper, request, number, session)
            conversation = see_conversation(session, doing.number, doing.actor)
            draft = get_draft(session, draft_id) if draft_id else None
            if draft is not None and draft.conversation_id != conversation.id:
                draft = None
            findings = check_text(session, doing.engine, conversation, text, draft=draft, now=doing.now)
    except NotFound:
        return JSONResponse({"findings": []}, status_code=_MISSING)
    return JSONResponse({"findings": write_findings(findings)})


def _say_presence(paper: Paper, request: Request, number: str) -> Response:
    form = read_form(request)
    try:
        with paper.ground.store.transaction() as session:
            doing = begin(paper, request, number, session)
            typing = form.get("typing") == "1"
            show_presence(session, doing.number, typing=typing, now=doing.now, actor=doing.actor)
    except NotFound:
        return Response(status_code=_MISSING)
    return Response(status_code=204)
