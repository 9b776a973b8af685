"""The desk's registers: rows added, changed, found by terms and filters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, exists, func, literal, select, tuple_, update
from sqlalchemy.orm import Session

from app.store import events
from app.store.columns import LONGEST_NAME
from app.store.cursors import cut, read_cursor
from app.store.kept import Entry
from app.store.records import Page
from app.store.rows import columns, insert, read_all, read_new, read_one
from app.store.search import MOST_TERMS
from app.store.tables import REGISTER_ROWS, REGISTER_TERMS
from app.store.tables.registers import STANDING
from app.store.times import FAR

COLUMNS = columns(REGISTER_ROWS, Entry)
CHANGED = "register"
"""The kind of event that every change of a register tells."""
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a register is wanted: rows that happened `since` and before `until`, with all of `terms`.

    None, no terms and no `carriers` (names of one courier, in small letters) leave a wish open.
    `by_due` puts what is due first in front; else the newest row is first.
    """

    shop_ids: tuple[int, ...]
    register: str
    terms: tuple[str, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None
    due_before: datetime | None = None
    same: Mapping[str, Any] | None = None
    by_due: bool = False
    carriers: tuple[str, ...] = ()


def add_row(session: Session, values: Mapping[str, Any], *, at: datetime) -> Entry | None:
    """Add a row and return it; None where an open one of its `origin` is there already."""
    given = {"created_at": at, "updated_at": at, "version": 1, "is_demo": False, **values}
    statement = insert(session, REGISTER_ROWS).values(given)
    if given.get("origin") is not None:
        statement = statement.on_conflict_do_nothing(
            index_elements=["shop_id", "register", "origin"], index_where=REGISTER_ROWS.c.state == literal_open()
        )
    row = read_one(session, Entry, statement.returning(*COLUMNS))
    if row is not None:
        _tell(session, row, at)
    return row


def literal_open() -> Any:
    """Return the state `open` written out, as the index that holds it says it."""
    return literal(STANDING, literal_execute=True)


def get_row(session: Session, row_id: int, *, shop_ids: Sequence[int]) -> Entry | None:
    """Return a row of one of the shops; None where there is none, or it is another shop's."""
    known = (REGISTER_ROWS.c.id == row_id, REGISTER_ROWS.c.shop_id.in_(shop_ids))
    return read_one(session, Entry, select(*COLUMNS).where(*known))


def find_open(session: Session, row: Entry) -> Entry | None:
    """Return the open row that was made from the same as `row`; None where there is none."""
    if row.origin is None:
        return None
    table = REGISTER_ROWS
    same = (table.c.shop_id == row.shop_id, table.c.register == row.register, table.c.origin == row.origin)
    return read_one(session, Entry, select(*COLUMNS).where(*same, table.c.state == STANDING, table.c.id != row.id))


def lock_row(session: Session, row_id: int, *, shop_ids: Sequence[int]) -> Entry | None:
    """Return a row as it is now, held for this transaction; None where the shops have none such."""
    known = (REGISTER_ROWS.c.id == row_id, REGISTER_ROWS.c.shop_id.in_(shop_ids))
    return read_one(session, Entry, select(*COLUMNS).where(*known).with_for_update())


def change_row(session: Session, row_id: int, values: Mapping[str, Any], *, at: datetime) -> Entry:
    """Write columns of a row, count its version up, tell pages, and return it."""
    statement = update(REGISTER_ROWS).where(REGISTER_ROWS.c.id == row_id)
    counted = {**values, "updated_at": at, "version": REGISTER_ROWS.c.version + 1}
    row = read_new(session, Entry, statement.values(**counted).returning(*COLUMNS))
    _tell(session, row, at)
    return row


def remove_row(session: Session, row_id: int) -> None:
    """Delete a row with its history and terms."""
    session.execute(delete(REGISTER_ROWS).where(REGISTER_ROWS.c.id == row_id))


def index_row(session: Session, row: Entry, terms: Iterable[str]) -> None:
    """Let a row be found by each of `terms`, and by nothing else."""
    session.execute(delete(REGISTER_TERMS).where(REGISTER_TERMS.c.row_id == row.id))
    kept = sorted({term[:LONGEST_NAME] for term in terms if term})
    for start in range(0, len(kept), _BATCH):
        some = kept[start : start + _BATCH]
        rows = [{"shop_id": row.shop_id, "term": term, "row_id": row.id} for term in some]
        session.execute(insert(session, REGISTER_TERMS).values(rows).on_conflict_do_nothing())


def list_rows(session: Session, wanted: Wanted, *, limit: int = 50, cursor: str | None = None) -> Page[Entry]:
    """Return what is wanted, the newest or the soonest due first; the cursor leads on. A row not due comes last."""
    statement = find_rows(wanted)
    order = ((func.coalesce(REGISTER_ROWS.c.due_at, _far()) if wanted.by_due else REGISTER_ROWS.c.happened_at),)
    place = (*order, REGISTER_ROWS.c.id)
    if cursor is not None:
        moment, number = read_cursor(cursor, kinds=[datetime, int])
        after = tuple_(literal(moment, REGISTER_ROWS.c.happened_at.type), literal(number))
        statement = statement.where(tuple_(*place) > after if wanted.by_due else tuple_(*place) < after)
    directed = place if wanted.by_due else tuple(column.desc() for column in place)
    found = read_all(session, Entry, statement.order_by(*directed).limit(limit + 1))
    return cut(found, limit=limit, place=lambda row: _place(row, by_due=wanted.by_due))


def each_row(session: Session, wanted: Wanted) -> Iterator[Entry]:
    """Yield what is wanted, the oldest first, without holding all of it."""
    statement = find_rows(wanted).order_by(REGISTER_ROWS.c.happened_at, REGISTER_ROWS.c.id)
    result = session.execute(statement.execution_options(yield_per=_BATCH))
    return (Entry(*row) for row in result)


def list_carriers(session: Session, wanted: Wanted) -> tuple[str, ...]:
    """Return the couriers of what is wanted, each as it is written, in their order."""
    found = find_rows(wanted).subquery()
    written = select(found.c.carrier).where(found.c.carrier.is_not(None)).distinct().order_by(found.c.carrier)
    return tuple(session.scalars(written))


def count_rows(session: Session, wanted: Wanted) -> int:
    """Return how many rows are wanted."""
    return session.scalar(select(func.count()).select_from(find_rows(wanted).subquery())) or 0


def find_rows(wanted: Wanted) -> Select[Any]:
    """Return the query of what is wanted, in no order."""
    table = REGISTER_ROWS
    statement = select(*COLUMNS).where(table.c.shop_id.in_(wanted.shop_ids), table.c.register == wanted.register)
    if wanted.since is not None:
        statement = statement.where(table.c.happened_at >= wanted.since)
    if wanted.until is not None:
        statement = statement.where(table.c.happened_at < wanted.until)
    if wanted.due_before is not None:
        statement = statement.where(table.c.due_at < wanted.due_before)
    if wanted.carriers:
        statement = statement.where(func.lower(func.trim(table.c.carrier)).in_(wanted.carriers))
    for name, value in (wanted.same or {}).items():
        statement = statement.where(table.c[name].in_(value) if isinstance(value, tuple) else table.c[name] == value)
    if wanted.terms is None:
        return statement
    asked = dict.fromkeys(term[:LONGEST_NAME] for term in wanted.terms if term)
    return statement.where(*map(_has, list(asked)[:MOST_TERMS])) if asked else statement.where(literal(value=False))


def _has(term: str) -> Any:
    same = (REGISTER_TERMS.c.shop_id == REGISTER_ROWS.c.shop_id, REGISTER_TERMS.c.row_id == REGISTER_ROWS.c.id)
    return exists().where(REGISTER_TERMS.c.term == term, *same)


def _far() -> Any:
    return literal(FAR, REGISTER_ROWS.c.due_at.type)


def _place(row: Entry, *, by_due: bool) -> Sequence[int | datetime]:
    return (row.due_at or FAR if by_due else row.happened_at), row.id


def _tell(session: Session, row: Entry, at: datetime) -> None:
    events.tell(session, CHANGED, shop_id=row.shop_id, conversation_id=row.conversation_id, at=at)
