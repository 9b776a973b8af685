"""What is done with a conversation, each act a route of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from app.channels.outgoing.replies import send_out
from app.desk.assign import assign
from app.desk.facts import set_facts
from app.desk.hand_over import hand_over, take_back
from app.desk.note import leave_note
from app.desk.reject import reject
from app.desk.send import Reply, send
from app.desk.settle import mark_done, reopen
from app.desk.snooze import snooze, wake
from app.desk.steps import tick
from app.store.records import Conversation
from app.web.desk_api import bodies, shapes
from app.web.desk_api.counter import CREATED, OK, Counter, Visit
from app.web.desk_api.operations import takes
from app.web.desk_api.queries import read_number
from app.web.desk_api.writing import Writer, write_draft, write_note, write_tick

Act = Callable[[Counter, Visit, int, Any], BaseModel]
"""Does something to the conversation of a number, and returns what a program is told."""


def add_acts(router: APIRouter, counter: Counter) -> None:
    """Add a route for each act."""
    for name, (act, body, shown, status, says) in _ACTS.items():
        path = f"/v1/conversations/{{conversation_id}}/{name}"
        route = router.post(path, name=name, summary=says, status_code=status, response_model=shown, **takes(body))
        route(_make_endpoint(counter, act, body, status))


def _make_endpoint(counter: Counter, act: Act, body: type[BaseModel], status: int) -> Callable[[Request, str], Any]:
    async def _endpoint(request: Request, conversation_id: str) -> JSONResponse:
        number = read_number(conversation_id)

        def work(visit: Visit, asked: BaseModel) -> tuple[int, BaseModel]:
            return status, act(counter, visit, number, asked)

        return await counter.change(request, body, work)

    return _endpoint


def _send(counter: Counter, visit: Visit, number: int, body: bodies.SendRequest) -> shapes.SentOut:
    reply = Reply(body.text, body.draft_id)
    who: dict[str, Any] = {"now": visit.now, "actor": visit.actor}
    if body.deliver:
        sent = send_out(visit.session, counter.engine, counter.channels, number, reply, **who)
    else:
        sent = send(visit.session, counter.engine, number, reply, **who)
    return Writer.of(visit.session).sent(sent)


def _reject(_: Counter, visit: Visit, number: int, body: bodies.RejectRequest) -> shapes.OfferedOut:
    return write_draft(reject(visit.session, number, body.draft_id, body.reason, now=visit.now, actor=visit.actor))


def _snooze(_: Counter, visit: Visit, number: int, body: bodies.SnoozeRequest) -> shapes.ConversationOut:
    if body.until is None:
        return _show(visit, wake(visit.session, number, now=visit.now, actor=visit.actor))
    return _show(visit, snooze(visit.session, number, body.until, now=visit.now, actor=visit.actor))


def _hand_over(_: Counter, visit: Visit, number: int, body: bodies.HandOverRequest) -> shapes.ConversationOut:
    if body.to == "agent":
        return _show(visit, take_back(visit.session, number, now=visit.now, actor=visit.actor))
    return _show(visit, hand_over(visit.session, number, body.because, now=visit.now, actor=visit.actor))


def _assign(_: Counter, visit: Visit, number: int, body: bodies.AssignRequest) -> shapes.ConversationOut:
    return _show(visit, assign(visit.session, number, body.user, now=visit.now, actor=visit.actor))


def _settle(_: Counter, visit: Visit, number: int, body: bodies.DoneRequest) -> shapes.ConversationOut:
    settle = mark_done if body.done else reopen
    return _show(visit, settle(visit.session, number, now=visit.now, actor=visit.actor))


def _note(_: Counter, visit: Visit, number: int, body: bodies.NoteRequest) -> shapes.NoteOut:
    return write_note(leave_note(visit.session, number, body.text, now=visit.now, actor=visit.actor))


def _set_facts(counter: Counter, visit: Visit, number: int, body: bodies.FactsRequest) -> shapes.DraftedOut:
    facts = body.facts.model_dump(mode="json", exclude_unset=True)
    drafted = set_facts(visit.session, counter.engine, number, facts, now=visit.now, actor=visit.actor)
    return Writer.of(visit.session).drafted(drafted)


def _tick(_: Counter, visit: Visit, number: int, body: bodies.StepRequest) -> shapes.StepsOut:
    ticks = tick(visit.session, number, body.step, done=body.done, now=visit.now, actor=visit.actor)
    return shapes.StepsOut(steps_done=tuple(map(write_tick, ticks)))


def _show(visit: Visit, conversation: Conversation) -> shapes.ConversationOut:
    return Writer.of(visit.session).conversation(conversation)


_ACTS: dict[str, tuple[Act, type[BaseModel], type[BaseModel], int, str]] = {
    "send": (
        _send,
        bodies.SendRequest,
        shapes.SentOut,
        CREATED,
        "Mark a reply as sent, or let the channel send it, after the pre-send check",
    ),
    "reject": (_reject, bodies.RejectRequest, shapes.OfferedOut, OK, "Reject a draft with a reason"),
    "snooze": (_snooze, bodies.SnoozeRequest, shapes.ConversationOut, OK, "Put off until a moment, or bring back"),
    "hand-over": (
        _hand_over,
        bodies.HandOverRequest,
        shapes.ConversationOut,
        OK,
        "Hand to a supervisor, or back to the agents",
    ),
    "assign": (_assign, bodies.AssignRequest, shapes.ConversationOut, OK, "Say whose a conversation is"),
    "done": (_settle, bodies.DoneRequest, shapes.ConversationOut, OK, "Mark as done, or open again"),
    "note": (_note, bodies.NoteRequest, shapes.NoteOut, CREATED, "Leave a note for the next colleague"),
    "facts": (_set_facts, bodies.FactsRequest, shapes.DraftedOut, OK, "Correct facts; the drafts follow"),
    "steps": (_tick, bodies.StepRequest, shapes.StepsOut, OK, "Tick a step, or untick it"),
}
