"""Tries to log in that failed, whoever they named."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.store.tables import LoginAttemptRow


def count_failures_from(session: Session, address: str, *, since: datetime) -> int:
    """Return how many tries from one address failed after `since`, under all names together.

    A try that a success under the same name followed was no guess, and is not counted.
    """
    later = LoginAttemptRow.__table__.alias()
    succeeded = select(later.c.id).where(
        later.c.name == LoginAttemptRow.name,
        later.c.at > since,
        later.c.address == address,
        later.c.succeeded,
        later.c.id > LoginAttemptRow.id,
    )
    failed = (LoginAttemptRow.at > since, LoginAttemptRow.address == address, ~LoginAttemptRow.succeeded)
    statement = select(func.count()).select_from(LoginAttemptRow).where(*failed, ~succeeded.exists())
    return session.scalar(statement) or 0
