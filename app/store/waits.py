"""The wait of a buyer, ended without an answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.store.tables import MessageRow


def settle_wait(session: Session, conversation_id: int, *, at: datetime) -> None:
    """Write that the buyer waits no more since `at`, because the matter was settled without another word."""
    waiting = (
        MessageRow.conversation_id == conversation_id,
        MessageRow.clock_due_at.is_not(None),
        MessageRow.answered_at.is_(None),
    )
    statement = update(MessageRow).where(*waiting).values(answered_at=at)
    session.execute(statement.execution_options(synchronize_session=False))
