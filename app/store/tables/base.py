"""What all tables have in common."""

from __future__ import annotations

from typing import Annotated, Any

from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.schema import SchemaItem

from app.store.columns import NUMBER

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name of our own, so that a migration can speak of it on both databases."""

Key = Annotated[int, mapped_column(NUMBER, primary_key=True)]


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=NAMES)


def never_reused(*items: SchemaItem) -> tuple[Any, ...]:
    """Return the arguments of a table whose numbers are never given twice, even after its last row is deleted."""
    return (*items, {"sqlite_autoincrement": True})


def to(target: str, *, on_delete: str | None = None) -> ForeignKey:
    """Return a reference to `table.column`."""
    return ForeignKey(target, ondelete=on_delete)
