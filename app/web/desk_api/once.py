"""Requests that come twice under one Idempotency-Key are answered once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request

from app.core.pattern import Pattern
from app.desk.faults import refuse
from app.errors import ShouhouError
from app.store.idempotency import claim_key, keep_answer
from app.web.visitor import Visitor

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
PARAMETER = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "the same key with the same request gets the same answer, and nothing is done twice",
    "schema": {"type": "string", "maxLength": 128},
}

_KEY = Pattern(r"[\x21-\x7e]{1,128}")


class KeyReused(ShouhouError):
    """The key has been sent with another request."""

    status = 409
    title = "The Idempotency-Key was used for another request"


@dataclass(frozen=True, slots=True)
class Answered:
    """Status and body of an answer; `is_replay` where an earlier request got it."""

    status: int
    body: Any
    is_replay: bool = False


@dataclass(frozen=True, slots=True)
class Ticket:
    """A key with whose it is and what it was sent with."""

    scope: str
    key: str
    request_hash: str


def read_ticket(request: Request, visitor: Visitor, body: object) -> Ticket | None:
    """Return the key a request bears; None where it bears none, BadInput where it cannot be one."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not _KEY.fullmatch(key):
        raise refuse(HEADER, "must have 1 to 128 letters, digits or signs of ASCII")
    asked = json.dumps([request.method, request.url.path, body], ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()
    return Ticket(f"{visitor.kind}:{visitor.id}", key, digest)


def answer_once(session: Session, ticket: Ticket | None, work: Callable[[], Answered], *, now: datetime) -> Answered:
    """Return what `work` gives, or what it gave the first time; KeyReused where that was another request.

    Where it raises nothing is kept, and the key is free for another try.
    """
    if ticket is None:
        return work()
    earlier = claim_key(session, ticket.scope, ticket.key, request_hash=ticket.request_hash, at=now)
    if earlier is None:
        done = work()
        keep_answer(session, ticket.scope, ticket.key, status=done.status, response=done.body)
        return done
    if earlier.request_hash != ticket.request_hash or earlier.status is None:
        raise KeyReused("Send another request under a key of its own.")
    return Answered(earlier.status, earlier.response, is_replay=True)
