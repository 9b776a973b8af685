"""The sample shop's rows, taken away without a trace in one go."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.store.tables import BUYERS, CONVERSATIONS, EVIDENCE, NOTES, ORDER_FACTS, REGISTER_ROWS


def count_demo(session: Session, shop_id: int) -> int:
    """Return how many conversations of a shop are samples."""
    mine = (CONVERSATIONS.c.shop_id == shop_id, CONVERSATIONS.c.is_demo)
    return session.scalar(select(func.count()).select_from(CONVERSATIONS).where(*mine)) or 0


def remove_demo(session: Session, shop_id: int) -> int:
    """Delete a shop's sample conversations with all that hangs on them, and return how many there were.

    Their orders' facts and notes go too, their rows of registers, and sample buyers who have written nothing else.
    """
    orders = select(ORDER_FACTS.c.order_no).where(ORDER_FACTS.c.shop_id == shop_id, ORDER_FACTS.c.source == "demo")
    notes = delete(NOTES).where(NOTES.c.shop_id == shop_id, NOTES.c.order_no.in_(orders))
    session.execute(notes)
    facts = delete(ORDER_FACTS).where(ORDER_FACTS.c.shop_id == shop_id, ORDER_FACTS.c.source == "demo")
    session.execute(facts)
    for table in (EVIDENCE, REGISTER_ROWS):
        session.execute(delete(table).where(table.c.shop_id == shop_id, table.c.is_demo))
    mine = (CONVERSATIONS.c.shop_id == shop_id, CONVERSATIONS.c.is_demo)
    gone = session.execute(delete(CONVERSATIONS).where(*mine).returning(CONVERSATIONS.c.id)).all()
    _remove_buyers(session, shop_id)
    return len(gone)


def _remove_buyers(session: Session, shop_id: int) -> None:
    writes = select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.buyer_id == BUYERS.c.id).exists()
    alone = delete(BUYERS).where(BUYERS.c.shop_id == shop_id, BUYERS.c.is_demo, ~writes)
    session.execute(alone)
