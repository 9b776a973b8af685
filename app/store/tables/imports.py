"""Tables of imports of orders: how far each has come, and the rows that could not be used."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.columns import NUMBER, Json, Name, Words, one_of
from app.store.tables.base import Base, Key, never_reused, to
from app.store.times import Moment

JOB_STATES = ("running", "done", "stopped")


class ImportJobRow(Base):
    """An import. `position` rows of the file are dealt with: written in the same transaction as these rows."""

    __tablename__ = "import_jobs"
    __table_args__ = never_reused(Index(None, "shop_id", "sha256"), one_of("state", JOB_STATES))

    id: Mapped[Key]
    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id"))
    name: Mapped[str] = mapped_column(Name)
    sha256: Mapped[str] = mapped_column(Name)
    mapping: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(Name)
    position: Mapped[int]
    good: Mapped[int]
    bad: Mapped[int]
    because: Mapped[str | None] = mapped_column(Words)
    user_id: Mapped[int | None] = mapped_column(NUMBER, to("users.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)


class ImportFaultRow(Base):
    """A row of a file that could not be used: the line it ends on, and why."""

    __tablename__ = "import_faults"
    __table_args__ = never_reused(UniqueConstraint("job_id", "line"))

    id: Mapped[Key]
    job_id: Mapped[int] = mapped_column(NUMBER, to("import_jobs.id", on_delete="CASCADE"))
    line: Mapped[int]
    reason: Mapped[str] = mapped_column(Words)
