"""Runs migrations over the connection that `app.store.revisions` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from app.store.tables import metadata


def run() -> None:
    """Run what is asked for; the transaction is the caller's."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
    )
    context.run_migrations()


run()
