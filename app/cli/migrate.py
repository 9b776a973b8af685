"""`shouhou migrate`: brings the database to the newest shape."""

from __future__ import annotations

from app.settings import read_settings


def migrate() -> None:
    """Bring the database to the newest shape, or make it; safe to run again."""
    from app.store.database import migrate_store

    done = migrate_store(read_settings())
    if done.before == done.after:
        print(f"the database has the newest revision, {done.after}, already")
        return
    print(f"the database was brought from {done.before or 'nothing'} to revision {done.after}")
    if done.copy is not None:
        print(f"a copy from before is {done.copy}")
