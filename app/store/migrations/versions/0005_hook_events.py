"""What came in by hooks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.shapes import JSON, MOMENT, NAME, NUMBER, WORDS, key, may, need, one_of, refer

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "hook_events",
        key(),
        need("channel", NAME),
        need("vendor_id", NAME),
        need("thread", NAME),
        need("trace", NAME),
        need("body", JSON),
        need("state", NAME),
        need("round", sa.Integer()),
        need("attempts", sa.Integer()),
        may("reason", WORDS),
        may("conversation_id", NUMBER),
        may("message_id", NUMBER),
        need("received_at", MOMENT),
        may("finished_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_hook_events"),
        refer("hook_events", "conversation_id", "conversations", on_delete="CASCADE"),
        sa.UniqueConstraint("channel", "vendor_id", name="uq_hook_events_channel_vendor_id"),
        one_of("hook_events", "state", "stored", "working", "delivered", "kept", "parked"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hook_events_state_id", "hook_events", ["state", "id"])
    op.create_index("ix_hook_events_conversation_id", "hook_events", ["conversation_id"])
