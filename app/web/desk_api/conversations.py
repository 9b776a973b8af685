"""Conversations: the inbox, one of them with all that stands beside it, and their beginning."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.core.search_terms import ask_readings
from app.desk.faults import refuse
from app.desk.receive import Opening, begin
from app.desk.view import view_conversation
from app.store.inbox import WORKED_ON, Filter, list_inbox
from app.store.search import search_readings
from app.store.shops import find_shop
from app.web.desk_api import shapes
from app.web.desk_api.bodies import ConversationRequest
from app.web.desk_api.counter import OK, Counter, Visit
from app.web.desk_api.operations import asks, takes
from app.web.desk_api.queries import ME, STATES, InboxQuery, read_number, read_query
from app.web.desk_api.writing import Writer


def add_conversations(router: APIRouter, counter: Counter) -> None:
    """Add the routes of conversations."""

    @router.get("/v1/conversations", response_model=shapes.PageOut[shapes.ConversationOut], **asks(InboxQuery))
    async def inbox(request: Request) -> JSONResponse:
        """List conversations in the order of work: cases of the platform first, then by deadline."""
        query = read_query(request, InboxQuery)
        return await counter.look(request, lambda visit: _list(visit, query))

    @router.post("/v1/conversations", response_model=shapes.ConversationOut, **takes(ConversationRequest))
    async def begun(request: Request) -> JSONResponse:
        """Begin a conversation, or tell what is known of one, without a message."""
        return await counter.change(request, ConversationRequest, _begin)

    @router.get("/v1/conversations/{conversation_id}", response_model=shapes.ConversationDetail)
    async def one(request: Request, conversation_id: str) -> JSONResponse:
        """Show a conversation: what was said, what is known, the drafts, notes, steps and the after-sales log."""
        number = read_number(conversation_id)
        return await counter.look(request, lambda visit: _show(visit, number))


def read_opening(body: ConversationRequest) -> Opening:
    """Return the conversation a request speaks of. A fact that is null or blank is one the channel does not know."""
    return Opening(
        shop=body.shop,
        channel=body.channel,
        conversation_id=body.conversation_id,
        buyer_id=body.buyer.id,
        buyer_name=body.buyer.name,
        platform=body.platform,
        facts=body.facts.model_dump(mode="json", exclude_none=True),
        is_case=body.is_case,
    )


def _begin(visit: Visit, body: ConversationRequest) -> tuple[int, shapes.ConversationOut]:
    begun = begin(visit.session, read_opening(body), now=visit.now, actor=visit.actor)
    return OK, Writer.of(visit.session).conversation(begun)


def _show(visit: Visit, number: int) -> shapes.ConversationDetail:
    view = view_conversation(visit.session, number, now=visit.now, actor=visit.actor)
    return Writer.of(visit.session).view(view)


def _list(visit: Visit, query: InboxQuery) -> shapes.PageOut[shapes.ConversationOut]:
    wanted = _narrow(visit, query)
    if query.q is None:
        page = list_inbox(visit.session, wanted, limit=query.limit, cursor=query.cursor)
    else:
        asked = ask_readings(query.q)
        page = search_readings(visit.session, asked, wanted, limit=query.limit, cursor=query.cursor)
    return Writer.of(visit.session).inbox(page)


def _narrow(visit: Visit, query: InboxQuery) -> Filter:
    states = query.state or (WORKED_ON if query.q is None else STATES)
    wanted = Filter(visit.actor.shop_ids, states, query.intent)
    if query.shop is not None:
        shop = find_shop(visit.session, query.shop)
        theirs = shop is not None and shop.id in visit.actor.shop_ids
        wanted = replace(wanted, shop_ids=(shop.id,) if shop and theirs else ())
    if query.assignee == ME:
        if visit.actor.user_id is None:
            raise refuse("assignee", "a program is nobody's colleague; give the number of a person")
        return replace(wanted, assignee_id=visit.actor.user_id)
    return replace(wanted, assignee_id=int(query.assignee)) if query.assignee else wanted
