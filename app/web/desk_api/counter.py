"""How every request of the desk is served: who asks, one transaction, one answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from app.contract import write_findings
from app.contract.faults import read_as
from app.desk.actors import Actor
from app.desk.drafter import Drafter
from app.desk.faults import NotSendable
from app.store.database import Store
from app.store.shops import list_shops
from app.web import problems
from app.web.api import Clock
from app.web.bodies import read_body
from app.web.desk_api.once import REPLAYED, Answered, Ticket, answer_once, read_ticket
from app.web.visitor import Visitor, visitor_of

if TYPE_CHECKING:
    from app.channels.switchboard import Channel

Body = TypeVar("Body", bound=BaseModel)
Done = TypeVar("Done")
CREATED, OK = 201, 200


@dataclass(frozen=True, slots=True)
class Visit:
    """One request at the desk: its transaction, who asks, and when."""

    session: Session
    actor: Actor
    now: datetime


@dataclass(frozen=True, slots=True)
class Counter:
    """Where programs are served: store, engine, clock, and the channels by name."""

    store: Store
    engine: Drafter
    clock: Clock
    channels: Mapping[str, Channel] = field(default_factory=dict)

    async def look(self, request: Request, work: Callable[[Visit], BaseModel]) -> JSONResponse:
        """Answer a request that changes nothing."""
        shown = await run_in_threadpool(self._look, visitor_of(request), work)
        return JSONResponse(shown.model_dump(mode="json"))

    async def change(
        self, request: Request, model: type[Body], work: Callable[[Visit, Body], tuple[int, BaseModel]]
    ) -> JSONResponse:
        """Answer a request that changes something, once for each Idempotency-Key."""
        data = await read_body(request)
        visitor = visitor_of(request)
        ticket, body = read_ticket(request, visitor, data), read_as(model, data)
        try:
            done = await run_in_threadpool(self._change, visitor, ticket, partial(_then, work, body))
        except NotSendable as error:
            return _show_findings(error)
        headers = {REPLAYED: "true"} if done.is_replay else None
        return JSONResponse(done.body, status_code=done.status, headers=headers)

    def work(self, request: Request, work: Callable[[Visit], Done]) -> Done:
        """Return what is done for a request in one transaction of its own; call it in a thread."""
        with self.store.transaction() as session:
            return work(self._admit(session, visitor_of(request)))

    def _look(self, visitor: Visitor, work: Callable[[Visit], BaseModel]) -> BaseModel:
        with self.store.reading() as session:
            return work(self._admit(session, visitor))

    def _change(self, visitor: Visitor, ticket: Ticket | None, work: Callable[[Visit], Answered]) -> Answered:
        with self.store.transaction() as session:
            visit = self._admit(session, visitor)
            return answer_once(session, ticket, partial(work, visit), now=visit.now)

    def _admit(self, session: Session, visitor: Visitor) -> Visit:
        return Visit(session, visitor.act_in(list_shops(session)), self.clock())


def _then(work: Callable[[Visit, Any], tuple[int, BaseModel]], body: Any, visit: Visit) -> Answered:
    status, shown = work(visit, body)
    return Answered(status, shown.model_dump(mode="json"))


def _show_findings(error: NotSendable) -> JSONResponse:
    """Return the problem with the findings themselves, so that a program can mark and mend them."""
    told = problems.answer(error.status, title=error.title, detail=str(error), errors=error.errors)
    findings = write_findings(error.findings).model_dump(mode="json")
    body = {**json.loads(bytes(told.body)), **findings}
    return JSONResponse(body, status_code=error.status, media_type=problems.MEDIA_TYPE)
