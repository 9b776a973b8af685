"""What is known about orders, what was done, and what passes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.shapes import JSON, MOMENT, NAME, NUMBER, WORDS, key, may, need, one_of, refer

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _add_order_facts()
    _add_order_notes()
    _add_step_ticks()
    _add_feedback()
    _add_log_entries()
    _add_audit_log()
    _add_idempotency_keys()
    _add_presence()
    _add_events()


def _add_order_facts() -> None:
    op.create_table(
        "order_facts",
        key(),
        need("shop_id", NUMBER),
        need("order_no", NAME),
        need("facts", JSON),
        need("source", NAME),
        need("updated_at", MOMENT),
        may("updated_by", NUMBER),
        sa.PrimaryKeyConstraint("id", name="pk_order_facts"),
        refer("order_facts", "shop_id", "shops"),
        refer("order_facts", "updated_by", "users"),
        sa.UniqueConstraint("shop_id", "order_no", name="uq_order_facts_shop_id_order_no"),
        one_of("order_facts", "source", "import", "api", "agent", "demo"),
        sqlite_autoincrement=True,
    )


def _add_order_notes() -> None:
    op.create_table(
        "order_notes",
        key(),
        need("shop_id", NUMBER),
        may("order_no", NAME),
        may("conversation_id", NUMBER),
        need("text", WORDS),
        may("user_id", NUMBER),
        need("at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_order_notes"),
        refer("order_notes", "shop_id", "shops"),
        refer("order_notes", "conversation_id", "conversations", on_delete="CASCADE"),
        refer("order_notes", "user_id", "users"),
        sa.CheckConstraint("order_no IS NOT NULL OR conversation_id IS NOT NULL", op.f("ck_order_notes_about")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_order_notes_conversation_id", "order_notes", ["conversation_id"])
    op.create_index("ix_order_notes_shop_id_order_no", "order_notes", ["shop_id", "order_no"])


def _add_step_ticks() -> None:
    op.create_table(
        "step_ticks",
        need("conversation_id", NUMBER),
        need("step", NAME),
        may("done_by", NUMBER),
        need("done_at", MOMENT),
        sa.PrimaryKeyConstraint("conversation_id", "step", name="pk_step_ticks"),
        refer("step_ticks", "conversation_id", "conversations", on_delete="CASCADE"),
        refer("step_ticks", "done_by", "users"),
    )


def _add_feedback() -> None:
    op.create_table(
        "feedback",
        key(),
        need("message_id", NUMBER),
        need("was", JSON),
        need("intents", JSON),
        may("user_id", NUMBER),
        need("at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        refer("feedback", "message_id", "messages", on_delete="CASCADE"),
        refer("feedback", "user_id", "users"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feedback_at", "feedback", ["at"])
    op.create_index("ix_feedback_message_id", "feedback", ["message_id"])


def _add_log_entries() -> None:
    op.create_table(
        "log_entries",
        key(),
        need("shop_id", NUMBER),
        may("conversation_id", NUMBER),
        may("order_no", NAME),
        need("kind", NAME),
        need("text", WORDS),
        need("data", JSON),
        may("user_id", NUMBER),
        need("at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_log_entries"),
        refer("log_entries", "shop_id", "shops"),
        refer("log_entries", "conversation_id", "conversations", on_delete="CASCADE"),
        refer("log_entries", "user_id", "users"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_log_entries_conversation_id_id", "log_entries", ["conversation_id", "id"])
    op.create_index("ix_log_entries_shop_id_id", "log_entries", ["shop_id", "id"])
    op.create_index("ix_log_entries_shop_id_order_no", "log_entries", ["shop_id", "order_no"])


def _add_audit_log() -> None:
    op.create_table(
        "audit_log",
        key(),
        need("at", MOMENT),
        need("actor_kind", NAME),
        may("actor_id", NUMBER),
        may("shop_id", NUMBER),
        need("action", NAME),
        may("subject_kind", NAME),
        may("subject_id", NUMBER),
        need("data", JSON),
        may("address", NAME),
        sa.PrimaryKeyConstraint("id", name="pk_audit_log"),
        one_of("audit_log", "actor_kind", "user", "key", "system"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_log_shop_id_id", "audit_log", ["shop_id", "id"])
    op.create_index("ix_audit_log_subject_kind_subject_id_id", "audit_log", ["subject_kind", "subject_id", "id"])


def _add_idempotency_keys() -> None:
    op.create_table(
        "idempotency_keys",
        key(),
        need("scope", NAME),
        need("key", NAME),
        need("request_hash", NAME),
        may("response", JSON),
        may("status", sa.Integer()),
        need("created_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_idempotency_keys"),
        sa.UniqueConstraint("scope", "key", name="uq_idempotency_keys_scope_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"])


def _add_presence() -> None:
    op.create_table(
        "presence",
        need("user_id", NUMBER),
        need("conversation_id", NUMBER),
        need("seen_at", MOMENT),
        may("typing_at", MOMENT),
        sa.PrimaryKeyConstraint("user_id", name="pk_presence"),
        refer("presence", "user_id", "users"),
        refer("presence", "conversation_id", "conversations", on_delete="CASCADE"),
    )
    op.create_index("ix_presence_conversation_id", "presence", ["conversation_id"])


def _add_events() -> None:
    op.create_table(
        "events",
        key(),
        need("shop_id", NUMBER),
        may("conversation_id", NUMBER),
        need("kind", NAME),
        need("at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_at", "events", ["at"])
