"""Tables of the desk's registers (R1–R5, R8): their rows, what was changed in them, how they are found, pictures."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.columns import NUMBER, Json, Name, Words
from app.store.tables.base import Base, Key, never_reused, to
from app.store.times import Moment

STANDING = "open"
"""The state in which a row of one `origin` may be there only once."""


class RegisterRow(Base):
    """A row of a register. Which columns a register uses is said in `app.desk.registers.shapes`.

    `origin` names what a row was made from by itself, such as `promise:12`: one open row each.
    """

    __tablename__ = "register_rows"
    __table_args__ = never_reused(
        Index(None, "shop_id", "register", "happened_at", "id"),
        Index("ix_register_rows_due", "shop_id", "register", "state", "due_at"),
        Index("ix_register_rows_item", "shop_id", "register", "item"),
        Index(None, "conversation_id"),
        Index(
            "uq_register_rows_origin",
            "shop_id",
            "register",
            "origin",
            unique=True,
            # PostgreSQL's has the same condition, by its migration: to name that here would import the other dialect.
            sqlite_where=text(f"state = '{STANDING}'"),
        ),
    )

    id: Mapped[Key]
    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id"))
    register: Mapped[str] = mapped_column(Name)
    state: Mapped[str] = mapped_column(Name)
    happened_at: Mapped[datetime] = mapped_column(Moment)
    conversation_id: Mapped[int | None] = mapped_column(NUMBER, to("conversations.id", on_delete="SET NULL"))
    origin: Mapped[str | None] = mapped_column(Name)
    buyer_id: Mapped[str | None] = mapped_column(Name)
    buyer_name: Mapped[str | None] = mapped_column(Name)
    order_no: Mapped[str | None] = mapped_column(Name)
    item: Mapped[str | None] = mapped_column(Name)
    kind: Mapped[str | None] = mapped_column(Name)
    topic: Mapped[str | None] = mapped_column(Name)
    carrier: Mapped[str | None] = mapped_column(Name)
    tracking_no: Mapped[str | None] = mapped_column(Name)
    amount: Mapped[str | None] = mapped_column(Name)
    currency: Mapped[str | None] = mapped_column(Name)
    reports: Mapped[int | None]
    text: Mapped[str | None] = mapped_column(Words)
    remedy: Mapped[str | None] = mapped_column(Words)
    owner_id: Mapped[int | None] = mapped_column(NUMBER, to("users.id"))
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    done_by: Mapped[int | None] = mapped_column(NUMBER, to("users.id"))
    created_by: Mapped[int | None] = mapped_column(NUMBER, to("users.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int]
    is_demo: Mapped[bool]


class ChangeRow(Base):
    """What was changed in a row at once, {column: [from, to]}. Changes of one `batch` are undone together."""

    __tablename__ = "register_changes"
    __table_args__ = never_reused(Index(None, "row_id", "id"), Index(None, "batch"))

    id: Mapped[Key]
    row_id: Mapped[int] = mapped_column(NUMBER, to("register_rows.id", on_delete="CASCADE"))
    batch: Mapped[str] = mapped_column(Name)
    what: Mapped[str] = mapped_column(Name)
    changes: Mapped[dict[str, Any]] = mapped_column(Json)
    user_id: Mapped[int | None] = mapped_column(NUMBER, to("users.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)


class RegisterTermRow(Base):
    """The search index: a row is found by each of its terms."""

    __tablename__ = "register_terms"
    __table_args__ = (Index(None, "row_id"), {"sqlite_with_rowid": False})

    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id"), primary_key=True)
    term: Mapped[str] = mapped_column(Name, primary_key=True)
    row_id: Mapped[int] = mapped_column(NUMBER, to("register_rows.id", on_delete="CASCADE"), primary_key=True)


class EvidenceRow(Base):
    """A picture (R3), filed under the buyer's id. `path` and `thumbnail` lie below the evidence folder."""

    __tablename__ = "evidence"
    __table_args__ = never_reused(
        UniqueConstraint("shop_id", "path"), Index(None, "shop_id", "buyer_id", "id"), Index(None, "row_id")
    )

    id: Mapped[Key]
    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id"))
    buyer_id: Mapped[str] = mapped_column(Name)
    conversation_id: Mapped[int | None] = mapped_column(NUMBER, to("conversations.id", on_delete="SET NULL"))
    row_id: Mapped[int | None] = mapped_column(NUMBER, to("register_rows.id", on_delete="SET NULL"))
    path: Mapped[str] = mapped_column(Name)
    thumbnail: Mapped[str] = mapped_column(Name)
    sha256: Mapped[str] = mapped_column(Name)
    media_type: Mapped[str] = mapped_column(Name)
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    user_id: Mapped[int | None] = mapped_column(NUMBER, to("users.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    is_demo: Mapped[bool]


class AlertRuleRow(Base):
    """After how many reports within how many days a shop raises an alert about an item (R4)."""

    __tablename__ = "alert_rules"

    shop_id: Mapped[int] = mapped_column(NUMBER, to("shops.id"), primary_key=True)
    reports: Mapped[int]
    days: Mapped[int]
    updated_by: Mapped[int | None] = mapped_column(NUMBER, to("users.id"))
    updated_at: Mapped[datetime] = mapped_column(Moment)
