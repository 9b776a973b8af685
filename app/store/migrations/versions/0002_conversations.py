"""What buyers wrote and what was drafted for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.shapes import JSON, MOMENT, NAME, NUMBER, WORDS, key, may, need, one_of, refer

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _add_buyers()
    _add_conversations()
    _index_conversations()
    _add_messages()
    _add_drafts()
    _add_conversation_terms()


def _add_buyers() -> None:
    op.create_table(
        "buyers",
        key(),
        need("shop_id", NUMBER),
        need("vendor_id", NAME),
        need("name", NAME),
        need("is_vip", sa.Boolean()),
        need("note", WORDS),
        need("is_demo", sa.Boolean()),
        need("created_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_buyers"),
        refer("buyers", "shop_id", "shops"),
        sa.UniqueConstraint("shop_id", "vendor_id", name="uq_buyers_shop_id_vendor_id"),
        sqlite_autoincrement=True,
    )


def _add_conversations() -> None:
    op.create_table(
        "conversations",
        key(),
        need("shop_id", NUMBER),
        need("buyer_id", NUMBER),
        need("channel", NAME),
        need("vendor_id", NAME),
        need("platform", NAME),
        need("state", NAME),
        need("rank", sa.Integer()),
        may("assignee_id", NUMBER),
        may("escalated_because", WORDS),
        may("intent", NAME),
        may("order_no", NAME),
        need("facts", JSON),
        may("waiting_since", MOMENT),
        may("clock_due_at", MOMENT),
        may("due_at", MOMENT),
        need("order_at", MOMENT),
        may("snoozed_until", MOMENT),
        may("last_message_at", MOMENT),
        need("last_text", WORDS),
        need("message_count", sa.Integer()),
        need("is_demo", sa.Boolean()),
        need("created_at", MOMENT),
        need("updated_at", MOMENT),
        need("version", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        refer("conversations", "shop_id", "shops"),
        refer("conversations", "buyer_id", "buyers"),
        refer("conversations", "assignee_id", "users"),
        sa.UniqueConstraint("shop_id", "channel", "vendor_id", name="uq_conversations_shop_id_channel_vendor_id"),
        one_of("conversations", "platform", "taobao", "tmall", "jd", "pdd", "ebay", "other"),
        one_of("conversations", "state", "open", "snoozed", "escalated", "done"),
        sqlite_autoincrement=True,
    )


def _index_conversations() -> None:
    op.create_index("ix_conversations_assignee_id", "conversations", ["assignee_id"])
    op.create_index("ix_conversations_buyer_id", "conversations", ["buyer_id"])
    op.create_index("ix_conversations_inbox", "conversations", ["shop_id", "state", "rank", "order_at", "id"])
    op.create_index(
        "ix_conversations_inbox_assignee",
        "conversations",
        ["shop_id", "state", "assignee_id", "rank", "order_at", "id"],
    )
    op.create_index(
        "ix_conversations_inbox_intent", "conversations", ["shop_id", "state", "intent", "rank", "order_at", "id"]
    )
    op.create_index("ix_conversations_shop_id_order_no", "conversations", ["shop_id", "order_no"])
    op.create_index("ix_conversations_state_snoozed_until", "conversations", ["state", "snoozed_until"])


def _add_messages() -> None:
    op.create_table(
        "messages",
        key(),
        need("shop_id", NUMBER),
        need("conversation_id", NUMBER),
        need("author", NAME),
        may("user_id", NUMBER),
        need("text", WORDS),
        may("language", NAME),
        may("vendor_id", NAME),
        need("sent_at", MOMENT),
        need("received_at", MOMENT),
        may("reading", JSON),
        may("intent", NAME),
        may("abstained", sa.Boolean()),
        may("clock_due_at", MOMENT),
        may("answered_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        refer("messages", "shop_id", "shops"),
        refer("messages", "conversation_id", "conversations", on_delete="CASCADE"),
        refer("messages", "user_id", "users"),
        sa.UniqueConstraint("conversation_id", "vendor_id", name="uq_messages_conversation_id_vendor_id"),
        one_of("messages", "author", "buyer", "agent", "system"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messages_conversation_id_id", "messages", ["conversation_id", "id"])
    op.create_index("ix_messages_shop_id_received_at_id", "messages", ["shop_id", "received_at", "id"])


def _add_drafts() -> None:
    op.create_table(
        "drafts",
        key(),
        need("shop_id", NUMBER),
        need("conversation_id", NUMBER),
        need("message_id", NUMBER),
        need("template", NAME),
        need("variant", NAME),
        need("position", sa.Integer()),
        need("language", NAME),
        need("text", WORDS),
        need("gloss", WORDS),
        need("answer", JSON),
        need("state", NAME),
        may("final_text", WORDS),
        may("edit_distance", sa.Double()),
        may("reason", WORDS),
        may("decided_by", NUMBER),
        may("decided_at", MOMENT),
        need("created_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        refer("drafts", "shop_id", "shops"),
        refer("drafts", "conversation_id", "conversations", on_delete="CASCADE"),
        refer("drafts", "message_id", "messages", on_delete="CASCADE"),
        refer("drafts", "decided_by", "users"),
        one_of("drafts", "state", "offered", "sent", "edited", "rejected", "replaced"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_drafts_conversation_id_state_id", "drafts", ["conversation_id", "state", "id"])
    op.create_index("ix_drafts_message_id", "drafts", ["message_id"])
    op.create_index("ix_drafts_shop_id_decided_at", "drafts", ["shop_id", "decided_at"])


def _add_conversation_terms() -> None:
    op.create_table(
        "conversation_terms",
        need("shop_id", NUMBER),
        need("term", NAME),
        need("conversation_id", NUMBER),
        sa.PrimaryKeyConstraint("shop_id", "term", "conversation_id", name="pk_conversation_terms"),
        refer("conversation_terms", "shop_id", "shops"),
        refer("conversation_terms", "conversation_id", "conversations", on_delete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_conversation_terms_conversation_id", "conversation_terms", ["conversation_id"])
