"""Moments in the database: aware outside, UTC inside, on every database alike."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

FAR = datetime(9999, 1, 1, tzinfo=UTC)
"""Later than every deadline: what `order_at` holds where nothing is due, so that one index gives the order."""


class Moment(TypeDecorator[datetime]):
    """A moment with its zone; a datetime without one is refused, because nobody can say when it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC as `dialect` keeps it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no zone: only aware datetimes are stored")
        moment = value.astimezone(UTC)
        # SQLite has no zone in its datetimes; all of them are UTC there.
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the stored moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
