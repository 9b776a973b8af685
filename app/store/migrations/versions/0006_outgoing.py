"""What goes out: to buyers and to other programs; and what may go out by itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.shapes import JSON, MOMENT, NAME, NUMBER, WORDS, key, may, need, one_of, refer

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _add_dispatches()
    _add_endpoints()
    op.create_table(
        "auto_rules",
        need("shop_id", NUMBER),
        need("intent", NAME),
        need("confidence", sa.Double()),
        may("set_by", NUMBER),
        need("set_at", MOMENT),
        sa.PrimaryKeyConstraint("shop_id", "intent", name="pk_auto_rules"),
        refer("auto_rules", "shop_id", "shops", on_delete="CASCADE"),
    )


def _add_dispatches() -> None:
    op.create_table(
        "dispatches",
        key(),
        need("kind", NAME),
        need("target", NAME),
        need("name", NAME),
        need("shop_id", NUMBER),
        may("conversation_id", NUMBER),
        may("message_id", NUMBER),
        need("body", JSON),
        need("state", NAME),
        need("round", sa.Integer()),
        need("attempts", sa.Integer()),
        may("reason", WORDS),
        need("due_at", MOMENT),
        need("created_at", MOMENT),
        may("finished_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_dispatches"),
        refer("dispatches", "shop_id", "shops", on_delete="CASCADE"),
        refer("dispatches", "conversation_id", "conversations", on_delete="CASCADE"),
        sa.UniqueConstraint("kind", "target", "name", name="uq_dispatches_kind_target_name"),
        one_of("dispatches", "kind", "reply", "hook"),
        one_of("dispatches", "state", "waiting", "working", "done", "parked"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_dispatches_state_due_at", "dispatches", ["state", "due_at"])
    op.create_index("ix_dispatches_conversation_id", "dispatches", ["conversation_id"])
    op.create_index("ix_dispatches_kind_target_id", "dispatches", ["kind", "target", "id"])


def _add_endpoints() -> None:
    op.create_table(
        "endpoints",
        key(),
        need("shop_id", NUMBER),
        need("url", WORDS),
        need("events", JSON),
        need("secret", WORDS),
        may("old_secret", WORDS),
        may("old_until", MOMENT),
        may("disabled_because", WORDS),
        may("created_by", NUMBER),
        need("created_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_endpoints"),
        refer("endpoints", "shop_id", "shops", on_delete="CASCADE"),
        sqlite_autoincrement=True,
    )
