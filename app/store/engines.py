"""Connections to the two databases, each made to keep the same promises."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url

from app.settings import Settings

FILE = "shouhou.db"
WRITING = "shouhou_writing"
"""The execution option of a connection that writes; any other may only read."""

PATIENCE = 10
"""Seconds that one writer waits for another, and that a connection may take."""

_PRAGMAS = (
    f"PRAGMA busy_timeout = {PATIENCE * 1000}",
    "PRAGMA journal_mode = WAL",
    # A commit that was acknowledged outlives the process; FULL would add an fsync for the case of power failure.
    "PRAGMA synchronous = NORMAL",
    "PRAGMA temp_store = MEMORY",
)
_POSTGRES = f"-c timezone=UTC -c lock_timeout={PATIENCE}s -c idle_in_transaction_session_timeout=60s"
_POSTGRES_POOL = {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 20}
_SQLITE_POOL = {"pool_size": 10, "max_overflow": 30}


def find_url(settings: Settings) -> URL:
    """Return where the database of these settings is: the PostgreSQL that is set, else a file in the data folder."""
    if settings.database_url is None:
        return URL.create("sqlite", database=str(settings.data_dir / FILE))
    return make_url(settings.database_url.get_secret_value()).set(drivername="postgresql+psycopg")


def make_engine(url: URL, *, for_migration: bool = False) -> Engine:
    """Return an engine for `url`; one `for_migration` opens a connection each time and lets go of it whole."""
    pool: dict[str, Any] = {"poolclass": NullPool} if for_migration else {}
    if url.get_backend_name() == "sqlite":
        return _make_sqlite(url, check_references=not for_migration, pool=pool or _SQLITE_POOL)
    arguments = {"connect_timeout": PATIENCE, "options": _POSTGRES, "application_name": "shouhou"}
    return create_engine(url, connect_args=arguments, hide_parameters=True, **(pool or _POSTGRES_POOL))


def find_file(url: URL) -> Path | None:
    """Return the file of an SQLite database; None for PostgreSQL."""
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def _make_sqlite(url: URL, *, check_references: bool, pool: dict[str, Any]) -> Engine:
    _make_private(Path(str(url.database)))
    arguments = {"timeout": PATIENCE, "check_same_thread": False}
    engine = create_engine(url, connect_args=arguments, hide_parameters=True, **pool)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        # The driver must not begin transactions by itself: it would begin them without the write lock.
        connection.isolation_level = None
        for pragma in (*_PRAGMAS, f"PRAGMA foreign_keys = {'ON' if check_references else 'OFF'}"):
            connection.execute(pragma)

    event.listen(engine, "begin", _begin)
    return engine


def _make_private(path: Path) -> None:
    """Create the file for its owner alone; SQLite gives its companions the same rights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _begin(connection: Connection) -> None:
    # A reader that turned writer midway would be refused at once where another one writes: so whoever writes says so
    # first and waits for its turn, and whoever reads is held to it.
    writes = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
