"""Messages: one that comes in, and those of a conversation."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.desk.conversations import see_conversation
from app.desk.receive import Incoming, receive
from app.store.messages import list_messages
from app.web.desk_api import shapes
from app.web.desk_api.bodies import MessageRequest
from app.web.desk_api.conversations import read_opening
from app.web.desk_api.counter import CREATED, OK, Counter, Visit
from app.web.desk_api.operations import asks, takes
from app.web.desk_api.queries import MessagesQuery, read_query
from app.web.desk_api.writing import Writer, write_messages


def add_messages(router: APIRouter, counter: Counter) -> None:
    """Add the routes of messages."""

    def keep(visit: Visit, body: MessageRequest) -> tuple[int, shapes.ReceivedOut]:
        incoming = Incoming(read_opening(body), body.text, body.message_id, body.sent_at)
        received = receive(visit.session, counter.engine, incoming, now=visit.now, actor=visit.actor)
        return CREATED if received.is_new else OK, Writer.of(visit.session).received(received)

    @router.post("/v1/messages", status_code=CREATED, response_model=shapes.ReceivedOut, **takes(MessageRequest))
    async def received(request: Request) -> JSONResponse:
        """Keep a buyer's message and draft replies. The same `message_id` again is answered 200 and changes nothing."""
        return await counter.change(request, MessageRequest, keep)

    @router.get("/v1/messages", response_model=shapes.PageOut[shapes.MessageOut], **asks(MessagesQuery))
    async def said(request: Request) -> JSONResponse:
        """List the messages of a conversation, the newest first."""
        query = read_query(request, MessagesQuery)
        return await counter.look(request, lambda visit: _list(visit, query))


def _list(visit: Visit, query: MessagesQuery) -> shapes.PageOut[shapes.MessageOut]:
    found = see_conversation(visit.session, query.conversation, visit.actor)
    return write_messages(list_messages(visit.session, found.id, limit=query.limit, cursor=query.cursor))
