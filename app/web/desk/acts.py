"""What can be done on the page of a conversation: each form and key calls one use case of the desk."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from app.channels.outgoing.replies import retry_reply, send_out
from app.desk.assign import assign, take
from app.desk.conversations import see_conversation, shop_of
from app.desk.correct import correct_intent
from app.desk.facts import set_facts
from app.desk.faults import NotFound, refuse
from app.desk.hand_over import hand_over, take_back
from app.desk.known import kept_facts
from app.desk.note import leave_note
from app.desk.reject import reject
from app.desk.send import Reply, send
from app.desk.settle import mark_done, reopen
from app.desk.snooze import snooze, wake
from app.desk.steps import tick
from app.store.buyers import get_buyer
from app.store.messages import find_last_of_buyer
from app.store.ticks import list_ticks
from app.web.desk.doing import Act, Doing, do
from app.web.desk.known import read_typed
from app.web.desk.talk import list_naps
from app.web.people.names import read_number
from app.web.people.paper import read_form
from app.web.tongue import choose_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.web.desk.ground import Paper
    from app.web.desk.moments import Times


def make_acts(paper: Paper) -> APIRouter:
    """Return the routes under `/inbox/{conversation_id}` that change something."""
    router = APIRouter()
    for name, act in ACTS.items():
        _add(router, paper, name, act)
    return router


def _add(router: APIRouter, paper: Paper, name: str, act: Act) -> None:
    def answer(request: Request, conversation_id: str) -> Response:
        return do(paper, request, conversation_id, act)

    router.add_api_route(f"/inbox/{{conversation_id}}/{name}", answer, methods=["POST"], response_class=Response)


def _send(doing: Doing) -> str:
    draft_id = read_number(doing.field("draft")) or None
    # A card sends its draft as it is; the edit box sends a text, be it blank.
    text = doing.field("text").replace("\r\n", "\n") if "text" in read_form(doing.request) else None
    reply = Reply(text, draft_id)
    if doing.field("deliver") == "yes":
        channels = doing.paper.ground.channels
        send_out(doing.session, doing.engine, channels, doing.number, reply, **doing.where())
        return "sent_out"
    send(doing.session, doing.engine, doing.number, reply, **doing.where())
    return "sent"


def _retry(doing: Doing) -> str:
    retry_reply(doing.session, read_number(doing.field("reply")), **doing.where())
    return "retried"


def _reject(doing: Doing) -> str:
    reject(doing.session, doing.number, read_number(doing.field("draft")), doing.field("reason"), **doing.where())
    return "rejected"


def _set_facts(doing: Doing) -> str:
    conversation = see_conversation(doing.session, doing.number, doing.actor)
    buyer = get_buyer(doing.session, conversation.buyer_id)
    known = {"buyer_id": buyer.vendor_id, "buyer_name": buyer.name or None} if buyer else {}
    facts = {**known, **kept_facts(doing.session, conversation)}
    times = doing.paper.times(choose_language(doing.request), shop_of(doing.session, conversation))
    typed = {name: str(value) for name, value in read_form(doing.request).items()}
    changes = read_typed(typed, facts, times)
    if not changes:
        return ""
    set_facts(doing.session, doing.engine, doing.number, changes, **doing.where())
    return "facts"


def _correct(doing: Doing) -> str:
    see_conversation(doing.session, doing.number, doing.actor)
    message = find_last_of_buyer(doing.session, doing.number)
    if message is None:
        raise NotFound("The buyer has not written in this conversation.")
    correct_intent(doing.session, doing.engine, message.id, doing.fields("intent"), **doing.where())
    return "corrected"


def _note(doing: Doing) -> str:
    leave_note(doing.session, doing.number, doing.field("text"), **doing.where())
    return "noted"


def _tick(doing: Doing) -> str:
    """Tick a step, or not after all; one may have been ticked by its wording in the other language."""
    step, other, is_done = doing.field("step"), doing.field("other"), doing.field("done") == "1"
    see_conversation(doing.session, doing.number, doing.actor)
    ticked = {one.step for one in list_ticks(doing.session, doing.number)}
    wordings = [step] if is_done else [one for one in (step, other) if one in ticked]
    for wording in wordings:
        tick(doing.session, doing.number, wording, done=is_done, **doing.where())
    return ""


def _snooze(doing: Doing) -> str:
    conversation = see_conversation(doing.session, doing.number, doing.actor)
    times = doing.paper.times(choose_language(doing.request), shop_of(doing.session, conversation))
    snooze(doing.session, doing.number, _read_until(doing.field("until"), times), **doing.where())
    return "snoozed"


def _read_until(asked: str, times: Times) -> datetime:
    """Return a moment by its name, counted from now however long the page has stood open, or as it was written."""
    named = dict(list_naps(times)).get(asked)
    if named is not None:
        return named
    try:
        until = datetime.fromisoformat(asked)
    except ValueError:
        raise refuse("until", "is not a time") from None
    return until if until.tzinfo else until.replace(tzinfo=times.zone)


def _wake(doing: Doing) -> str:
    wake(doing.session, doing.number, **doing.where())
    return "woken"


def _hand_over(doing: Doing) -> str:
    hand_over(doing.session, doing.number, doing.field("because"), **doing.where())
    return "handed_over"


def _take_back(doing: Doing) -> str:
    take_back(doing.session, doing.number, **doing.where())
    return "taken_back"


def _take(doing: Doing) -> str:
    take(doing.session, doing.number, **doing.where())
    return "taken"


def _let_go(doing: Doing) -> str:
    assign(doing.session, doing.number, None, **doing.where())
    return "let_go"


def _finish(doing: Doing) -> str:
    mark_done(doing.session, doing.number, **doing.where())
    return "done"


def _reopen(doing: Doing) -> str:
    reopen(doing.session, doing.number, **doing.where())
    return "reopened"


ACTS: Mapping[str, Act] = {
    "send": _send,
    "retry": _retry,
    "reject": _reject,
    "facts": _set_facts,
    "intents": _correct,
    "note": _note,
    "steps": _tick,
    "snooze": _snooze,
    "wake": _wake,
    "hand-over": _hand_over,
    "take-back": _take_back,
    "take": _take,
    "let-go": _let_go,
    "done": _finish,
    "reopen": _reopen,
}
"""What can be done, by the end of its address."""
