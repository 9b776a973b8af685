"""The desk's registers, their pictures, and imports of orders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.shapes import JSON, MOMENT, NAME, NUMBER, WORDS, key, may, need, one_of, refer

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STANDING = sa.text("state = 'open'")


def upgrade() -> None:
    """Add the tables."""
    _add_register_rows()
    _index_register_rows()
    _add_register_changes()
    _add_register_terms()
    _add_evidence()
    _add_alert_rules()
    _add_import_jobs()
    _add_import_faults()


def _add_register_rows() -> None:
    names = ("buyer_id", "buyer_name", "order_no", "item", "kind", "topic", "carrier", "tracking_no", "amount")
    op.create_table(
        "register_rows",
        key(),
        need("shop_id", NUMBER),
        need("register", NAME),
        need("state", NAME),
        need("happened_at", MOMENT),
        may("conversation_id", NUMBER),
        may("origin", NAME),
        *(may(name, NAME) for name in (*names, "currency")),
        may("reports", sa.Integer()),
        may("text", WORDS),
        may("remedy", WORDS),
        may("owner_id", NUMBER),
        may("due_at", MOMENT),
        may("done_at", MOMENT),
        may("done_by", NUMBER),
        may("created_by", NUMBER),
        need("created_at", MOMENT),
        need("updated_at", MOMENT),
        need("version", sa.Integer()),
        need("is_demo", sa.Boolean()),
        sa.PrimaryKeyConstraint("id", name="pk_register_rows"),
        refer("register_rows", "shop_id", "shops"),
        refer("register_rows", "conversation_id", "conversations", on_delete="SET NULL"),
        *(refer("register_rows", name, "users") for name in ("owner_id", "done_by", "created_by")),
        sqlite_autoincrement=True,
    )


def _index_register_rows() -> None:
    table = "register_rows"
    listed = ["shop_id", "register", "happened_at", "id"]
    op.create_index("ix_register_rows_shop_id_register_happened_at_id", table, listed)
    op.create_index("ix_register_rows_due", table, ["shop_id", "register", "state", "due_at"])
    op.create_index("ix_register_rows_item", table, ["shop_id", "register", "item"])
    op.create_index("ix_register_rows_conversation_id", table, ["conversation_id"])
    op.create_index(
        "uq_register_rows_origin",
        table,
        ["shop_id", "register", "origin"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )


def _add_register_changes() -> None:
    op.create_table(
        "register_changes",
        key(),
        need("row_id", NUMBER),
        need("batch", NAME),
        need("what", NAME),
        need("changes", JSON),
        may("user_id", NUMBER),
        need("at", MOMENT),
        may("undone_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_register_changes"),
        refer("register_changes", "row_id", "register_rows", on_delete="CASCADE"),
        refer("register_changes", "user_id", "users"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_register_changes_row_id_id", "register_changes", ["row_id", "id"])
    op.create_index("ix_register_changes_batch", "register_changes", ["batch"])


def _add_register_terms() -> None:
    op.create_table(
        "register_terms",
        need("shop_id", NUMBER),
        need("term", NAME),
        need("row_id", NUMBER),
        sa.PrimaryKeyConstraint("shop_id", "term", "row_id", name="pk_register_terms"),
        refer("register_terms", "shop_id", "shops"),
        refer("register_terms", "row_id", "register_rows", on_delete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_register_terms_row_id", "register_terms", ["row_id"])


def _add_evidence() -> None:
    op.create_table(
        "evidence",
        key(),
        need("shop_id", NUMBER),
        need("buyer_id", NAME),
        may("conversation_id", NUMBER),
        may("row_id", NUMBER),
        *(need(name, NAME) for name in ("path", "thumbnail", "sha256", "media_type")),
        *(need(name, sa.Integer()) for name in ("width", "height", "size")),
        may("user_id", NUMBER),
        need("at", MOMENT),
        need("is_demo", sa.Boolean()),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        refer("evidence", "shop_id", "shops"),
        refer("evidence", "conversation_id", "conversations", on_delete="SET NULL"),
        refer("evidence", "row_id", "register_rows", on_delete="SET NULL"),
        refer("evidence", "user_id", "users"),
        sa.UniqueConstraint("shop_id", "path", name="uq_evidence_shop_id_path"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_evidence_shop_id_buyer_id_id", "evidence", ["shop_id", "buyer_id", "id"])
    op.create_index("ix_evidence_row_id", "evidence", ["row_id"])


def _add_alert_rules() -> None:
    op.create_table(
        "alert_rules",
        need("shop_id", NUMBER),
        need("reports", sa.Integer()),
        need("days", sa.Integer()),
        may("updated_by", NUMBER),
        need("updated_at", MOMENT),
        sa.PrimaryKeyConstraint("shop_id", name="pk_alert_rules"),
        refer("alert_rules", "shop_id", "shops"),
        refer("alert_rules", "updated_by", "users"),
    )


def _add_import_jobs() -> None:
    op.create_table(
        "import_jobs",
        key(),
        need("shop_id", NUMBER),
        need("name", NAME),
        need("sha256", NAME),
        need("mapping", JSON),
        need("state", NAME),
        *(need(name, sa.Integer()) for name in ("position", "good", "bad")),
        may("because", WORDS),
        may("user_id", NUMBER),
        need("created_at", MOMENT),
        need("updated_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_import_jobs"),
        refer("import_jobs", "shop_id", "shops"),
        refer("import_jobs", "user_id", "users"),
        one_of("import_jobs", "state", "running", "done", "stopped"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_import_jobs_shop_id_sha256", "import_jobs", ["shop_id", "sha256"])


def _add_import_faults() -> None:
    op.create_table(
        "import_faults",
        key(),
        need("job_id", NUMBER),
        need("line", sa.Integer()),
        need("reason", WORDS),
        sa.PrimaryKeyConstraint("id", name="pk_import_faults"),
        refer("import_faults", "job_id", "import_jobs", on_delete="CASCADE"),
        sa.UniqueConstraint("job_id", "line", name="uq_import_faults_job_id_line"),
        sqlite_autoincrement=True,
    )
