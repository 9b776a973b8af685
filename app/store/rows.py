"""From rows to records: a record's fields are the columns of the same names."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Column, Executable, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

Record = TypeVar("Record")


def columns(table: Table, record: type[Any]) -> list[Column[Any]]:
    """Return the columns of `table` that make a `record`, in its order."""
    return [table.c[field.name] for field in fields(record)]


def read_one(session: Session, record: type[Record], statement: Executable) -> Record | None:
    """Return the first row of `statement` as a record; None where there is none."""
    row = session.execute(statement).first()
    return None if row is None else record(*row)


def read_new(session: Session, record: type[Record], statement: Executable) -> Record:
    """Return the one row that `statement` writes and returns, as a record."""
    return record(*session.execute(statement).one())


def read_all(session: Session, record: type[Record], statement: Executable) -> tuple[Record, ...]:
    """Return the rows of `statement` as records."""
    return tuple(record(*row) for row in session.execute(statement))


def insert(session: Session, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that can say what happens where the row is there already, in the session's dialect."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    # A shop on SQLite starts sooner without the other dialect.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)
