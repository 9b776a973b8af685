"""Feedback with the messages it is about: what a classifier can learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.cursors import cut, read_cursor
from app.store.feedback import COLUMNS
from app.store.history import Feedback
from app.store.records import Page
from app.store.tables import FeedbackRow, MessageRow


@dataclass(frozen=True, slots=True)
class Correction:
    """What an agent said a message means, and the message."""

    feedback: Feedback
    shop_id: int
    conversation_id: int
    text: str


def list_corrections(
    session: Session, shop_ids: Sequence[int], *, limit: int = 50, cursor: str | None = None
) -> Page[Correction]:
    """Return what was said about messages of these shops, the newest first; the cursor leads to older ones."""
    statement = (
        select(MessageRow.shop_id, MessageRow.conversation_id, MessageRow.text, *COLUMNS)
        .join_from(FeedbackRow, MessageRow, MessageRow.id == FeedbackRow.message_id)
        .where(MessageRow.shop_id.in_(shop_ids))
    )
    if cursor is not None:
        statement = statement.where(FeedbackRow.id < read_cursor(cursor, kinds=[int])[0])
    rows = session.execute(statement.order_by(FeedbackRow.id.desc()).limit(limit + 1)).all()
    found = [_read(*row) for row in rows]
    return cut(found, limit=limit, place=lambda correction: [correction.feedback.id])


def _read(shop_id: int, conversation_id: int, text: str, *columns: object) -> Correction:
    feedback_id, message_id, was, intents, user_id, at = columns
    said = Feedback(feedback_id, message_id, tuple(was), tuple(intents), user_id, at)  # type: ignore[arg-type]
    return Correction(said, shop_id, conversation_id, text)
