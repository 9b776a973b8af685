"""Orders as lists and in bulk; one by one they are `app.store.facts`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, case, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from app.store.cursors import cut, read_cursor
from app.store.facts import COLUMNS
from app.store.records import OrderFacts, Page
from app.store.rows import insert
from app.store.tables import ORDER_FACTS
from app.store.tables.orders import OrderFactsRow

_DEMO = "demo"


def lay_orders(
    session: Session,
    shop_id: int,
    orders: Mapping[str, Mapping[str, Any]],
    *,
    source: str,
    at: datetime,
    by: int | None = None,
) -> None:
    """Lay facts over what is known about each order; what is not given stays. Sample orders stay samples."""
    if not orders:
        return
    statement = insert(session, ORDER_FACTS)
    given = statement.excluded
    known = statement.on_conflict_do_update(
        index_elements=["shop_id", "order_no"],
        set_={
            "facts": _merge(session, ORDER_FACTS.c.facts, given.facts),
            "source": case((ORDER_FACTS.c.source == _DEMO, _DEMO), else_=given.source),
            "updated_at": given.updated_at,
            "updated_by": given.updated_by,
        },
    )
    same = {"shop_id": shop_id, "source": source, "updated_at": at, "updated_by": by}
    session.execute(known, [{**same, "order_no": number, "facts": dict(facts)} for number, facts in orders.items()])


def _merge(session: Session, old: ColumnElement[Any], new: ColumnElement[Any]) -> ColumnElement[Any]:
    if session.get_bind().dialect.name == "sqlite":
        return func.json_patch(old, new)
    return old.op("||")(new)


def list_orders(
    session: Session,
    shop_ids: Sequence[int],
    *,
    begins: str = "",
    query: str = "",
    limit: int = 50,
    cursor: str | None = None,
) -> Page[OrderFacts]:
    """Return the orders of shops, the latest added first; the cursor leads on.

    `begins`: those whose number begins so. `query`: those whose number, parcel or buyer begins so, or whose item or
    buyer's name holds it.
    """
    number = OrderFactsRow.__table__.c.id
    statement = select(number, *COLUMNS).where(ORDER_FACTS.c.shop_id.in_(shop_ids))
    if begins:
        statement = statement.where(ORDER_FACTS.c.order_no.startswith(begins, autoescape=True))
    if query:
        statement = statement.where(_find(session, query))
    if cursor is not None:
        statement = statement.where(number < read_cursor(cursor, kinds=[int])[0])
    rows = session.execute(statement.order_by(number.desc()).limit(limit + 1)).all()
    page = cut(rows, limit=limit, place=lambda row: [row[0]])
    return Page(tuple(OrderFacts(*row[1:]) for row in page.items), page.next)


def _find(session: Session, query: str) -> ColumnElement[bool]:
    begin = [ORDER_FACTS.c.order_no, *(_fact(session, name) for name in ("tracking_no", "buyer_id"))]
    hold = [_fact(session, name) for name in ("item", "buyer_name")]
    return or_(
        *(column.istartswith(query, autoescape=True) for column in begin),
        *(column.icontains(query, autoescape=True) for column in hold),
    )


def _fact(session: Session, name: str) -> ColumnElement[str]:
    if session.get_bind().dialect.name == "sqlite":
        return cast(func.json_extract(ORDER_FACTS.c.facts, f"$.{name}"), Text)
    return ORDER_FACTS.c.facts.op("->>", return_type=Text)(literal(name, Text))
