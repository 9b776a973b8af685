"""Requests that come twice are answered once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.store.history import Earlier
from app.store.rows import columns, insert, read_one
from app.store.tables import IDEMPOTENCY_KEYS


def claim_key(session: Session, scope: str, key: str, *, request_hash: str, at: datetime) -> Earlier | None:
    """Take a key for a request and return None; where it was taken before, return what that request got.

    Whoever takes it writes the answer with `keep_answer` in the same transaction. Another that wants the same key
    waits for that transaction; where it failed, the key is free again.
    """
    values = {"scope": scope, "key": key, "request_hash": request_hash, "created_at": at}
    statement = insert(session, IDEMPOTENCY_KEYS).values(values).on_conflict_do_nothing()
    if session.scalar(statement.returning(IDEMPOTENCY_KEYS.c.id)) is not None:
        return None
    return read_one(session, Earlier, select(*columns(IDEMPOTENCY_KEYS, Earlier)).where(*_is(scope, key)))


def keep_answer(session: Session, scope: str, key: str, *, status: int, response: Any) -> None:
    """Keep the answer of the request that took the key."""
    statement = update(IDEMPOTENCY_KEYS).where(*_is(scope, key)).values(status=status, response=response)
    session.execute(statement)


def forget_keys(session: Session, *, before: datetime) -> None:
    """Free every key that was taken before `before`."""
    session.execute(delete(IDEMPOTENCY_KEYS).where(IDEMPOTENCY_KEYS.c.created_at < before))


def _is(scope: str, key: str) -> tuple[Any, ...]:
    return IDEMPOTENCY_KEYS.c.scope == scope, IDEMPOTENCY_KEYS.c.key == key
