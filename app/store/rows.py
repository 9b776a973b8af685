"""From rows to records: a record's fields are the columns of the same names.

To build a statement costs several times what SQLite takes to run it. So what every message asks for is built once, and
given its values when it is run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy import Column, Executable, Select, Table, bindparam, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

Record = TypeVar("Record")


def columns(table: Table, record: type[Any]) -> list[Column[Any]]:
    """Return the columns of `table` that make a `record`, in its order."""
    return [table.c[field.name] for field in fields(record)]


Values = Mapping[str, Any] | None


def read_one(session: Session, record: type[Record], statement: Executable, values: Values = None) -> Record | None:
    """Return the first row of `statement` as a record; None where there is none."""
    row = session.execute(statement, values).first()
    return None if row is None else record(*row)


def read_new(session: Session, record: type[Record], statement: Executable, values: Values = None) -> Record:
    """Return the one row that `statement` writes and returns, as a record."""
    return record(*session.execute(statement, values).one())


def read_all(
    session: Session, record: type[Record], statement: Executable, values: Values = None
) -> tuple[Record, ...]:
    """Return the rows of `statement` as records."""
    return tuple(record(*row) for row in session.execute(statement, values))


def find_one(session: Session, record: type[Record], table: Table, **known: object) -> Record | None:
    """Return the first row whose columns are what is `known` (never None) as a record; None where there is none."""
    return read_one(session, record, select_known(table, cast("Any", record), *known), known)


@cache
def select_known(table: Table, record: Any, *names: str) -> Select[Any]:
    """Return what selects a record by the columns `names`, whose values are given when it is run."""
    return select(*columns(table, record)).where(*(table.c[name] == bindparam(name) for name in names))


def insert(session: Session, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that can say what happens where the row is there already, in the session's dialect."""
    return insert_in(name_dialect(session), table)


def name_dialect(session: Session) -> str:
    """Return what the database of a session is called: sqlite or postgresql."""
    return session.get_bind().dialect.name


def insert_in(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that can say what happens where the row is there already, in a dialect."""
    if dialect == "sqlite":
        return sqlite.insert(table)
    # A shop on SQLite starts sooner without the other dialect.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)
