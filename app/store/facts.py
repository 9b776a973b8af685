"""What is known about orders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.store.records import OrderFacts
from app.store.rows import columns, find_one, insert, read_new
from app.store.tables import ORDER_FACTS

COLUMNS = columns(ORDER_FACTS, OrderFacts)


def get_facts(session: Session, shop_id: int, order_no: str) -> OrderFacts | None:
    """Return what is known about an order; None where nobody has said anything yet."""
    return find_one(session, OrderFacts, ORDER_FACTS, shop_id=shop_id, order_no=order_no)


def put_facts(
    session: Session,
    shop_id: int,
    order_no: str,
    facts: Mapping[str, Any],
    *,
    source: str,
    at: datetime,
    by: int | None = None,
) -> OrderFacts:
    """Let `facts` be all that is known about an order, whatever was known before."""
    values = {
        "shop_id": shop_id,
        "order_no": order_no,
        "facts": dict(facts),
        "source": source,
        "updated_at": at,
        "updated_by": by,
    }
    statement = insert(session, ORDER_FACTS).values(values)
    changed = {name: statement.excluded[name] for name in ("facts", "source", "updated_at", "updated_by")}
    known = statement.on_conflict_do_update(index_elements=["shop_id", "order_no"], set_=changed)
    return read_new(session, OrderFacts, known.returning(*COLUMNS))
