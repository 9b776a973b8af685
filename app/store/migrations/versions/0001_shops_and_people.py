"""Shops, and those who may enter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.shapes import JSON, MOMENT, NAME, NUMBER, WORDS, key, may, need, one_of, refer

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _add_shops()
    _add_users()
    _add_memberships()
    _add_one_time_links()
    _add_web_sessions()
    _add_login_attempts()
    _add_api_keys()


def _add_shops() -> None:
    op.create_table(
        "shops",
        key(),
        need("slug", NAME),
        need("name", NAME),
        need("platform", NAME),
        need("timezone", NAME),
        need("currency", NAME),
        need("clock_seconds", sa.Integer()),
        need("clock_from", NAME),
        need("clock_till", NAME),
        need("language", NAME),
        need("created_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_shops"),
        sa.UniqueConstraint("slug", name="uq_shops_slug"),
        one_of("shops", "platform", "taobao", "tmall", "jd", "pdd", "ebay", "other"),
        one_of("shops", "language", "zh", "en"),
        sqlite_autoincrement=True,
    )


def _add_users() -> None:
    op.create_table(
        "users",
        key(),
        need("name", NAME),
        need("shown_name", NAME),
        may("password_hash", WORDS),
        need("language", NAME),
        need("is_active", sa.Boolean()),
        need("created_at", MOMENT),
        may("last_seen_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("name", name="uq_users_name"),
        one_of("users", "language", "zh", "en"),
        sqlite_autoincrement=True,
    )


def _add_memberships() -> None:
    op.create_table(
        "memberships",
        need("user_id", NUMBER),
        need("shop_id", NUMBER),
        need("role", NAME),
        sa.PrimaryKeyConstraint("user_id", "shop_id", name="pk_memberships"),
        refer("memberships", "user_id", "users"),
        refer("memberships", "shop_id", "shops"),
        one_of("memberships", "role", "agent", "supervisor", "admin"),
    )
    op.create_index("ix_memberships_shop_id", "memberships", ["shop_id"])


def _add_one_time_links() -> None:
    op.create_table(
        "one_time_links",
        key(),
        need("token_hash", NAME),
        need("purpose", NAME),
        need("user_id", NUMBER),
        need("expires_at", MOMENT),
        may("used_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_one_time_links"),
        refer("one_time_links", "user_id", "users"),
        sa.UniqueConstraint("token_hash", name="uq_one_time_links_token_hash"),
        one_of("one_time_links", "purpose", "first_admin", "invite", "reset"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_one_time_links_user_id", "one_time_links", ["user_id"])


def _add_web_sessions() -> None:
    op.create_table(
        "web_sessions",
        key(),
        need("token_hash", NAME),
        need("csrf_token", NAME),
        need("user_id", NUMBER),
        need("created_at", MOMENT),
        need("last_seen_at", MOMENT),
        need("expires_at", MOMENT),
        may("revoked_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_web_sessions"),
        refer("web_sessions", "user_id", "users"),
        sa.UniqueConstraint("token_hash", name="uq_web_sessions_token_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_web_sessions_expires_at", "web_sessions", ["expires_at"])
    op.create_index("ix_web_sessions_user_id", "web_sessions", ["user_id"])


def _add_login_attempts() -> None:
    op.create_table(
        "login_attempts",
        key(),
        need("name", NAME),
        need("address", NAME),
        need("at", MOMENT),
        need("succeeded", sa.Boolean()),
        sa.PrimaryKeyConstraint("id", name="pk_login_attempts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_login_attempts_at", "login_attempts", ["at"])
    op.create_index("ix_login_attempts_name_at", "login_attempts", ["name", "at"])


def _add_api_keys() -> None:
    op.create_table(
        "api_keys",
        key(),
        need("name", NAME),
        need("prefix", NAME),
        need("key_hash", NAME),
        may("shop_id", NUMBER),
        need("scopes", JSON),
        may("created_by", NUMBER),
        need("created_at", MOMENT),
        may("last_used_at", MOMENT),
        may("revoked_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        refer("api_keys", "shop_id", "shops"),
        refer("api_keys", "created_by", "users"),
        sa.UniqueConstraint("key_hash", name="uq_api_keys_key_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_api_keys_shop_id", "api_keys", ["shop_id"])
