"""Column types as revisions write them. What a revision has used stays as it is: a new need gets a new name."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.elements import conv

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.String(200)
WORDS = sa.Text()
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def key() -> sa.Column[int]:
    """Return the number of a row."""
    return sa.Column("id", NUMBER, nullable=False)


def need(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    """Return a column that is always filled."""
    return sa.Column(name, kind, nullable=False)


def may(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    """Return a column that may be empty."""
    return sa.Column(name, kind, nullable=True)


def refer(table: str, column: str, target: str, *, on_delete: str | None = None) -> sa.ForeignKeyConstraint:
    """Return the reference of a column to the number of a row of `target`."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], f"fk_{table}_{column}", ondelete=on_delete)


def one_of(table: str, column: str, *values: str) -> sa.CheckConstraint:
    """Return the constraint that lets a column hold one of `values` only."""
    return sa.CheckConstraint(f"{column} IN ({', '.join(map(repr, values))})", conv(f"ck_{table}_{column}"))
