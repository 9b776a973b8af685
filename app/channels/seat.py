"""One process works on what channels bring; others of the same database store what comes in and stand by.

The seat is a lock that its holder cannot leave behind: it falls free at the moment the process ends, however it ends.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, Connection, text
from sqlalchemy.exc import DBAPIError

from app.settings import Settings
from app.store.engines import find_file, find_url, make_engine

FILE = "work.lock"
_NUMBER = 7_368_758
"""The number under which PostgreSQL keeps the seat."""


class Seat(Protocol):
    """The one place at the work."""

    def take(self) -> bool:
        """Return whether the seat is ours now."""

    def is_held(self) -> bool:
        """Return whether the seat is still ours."""

    def leave(self) -> None:
        """Give the seat up."""


def find_seat(settings: Settings) -> Seat:
    """Return the seat of the database of these settings."""
    url = find_url(settings)
    return PostgresSeat(url) if find_file(url) is None else FileSeat(settings.data_dir / FILE)


class FileSeat:
    """The seat beside an SQLite database: an empty database of its own, locked for as long as the process lives."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None

    def take(self) -> bool:
        """Return whether the seat is ours now."""
        connection = sqlite3.connect(self._file, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            connection.close()
            return False
        self._connection = connection
        return True

    def is_held(self) -> bool:
        """Return whether the seat is still ours: nobody can take a lock on a file away."""
        return self._connection is not None

    def leave(self) -> None:
        """Give the seat up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class PostgresSeat:
    """The seat in PostgreSQL: a lock of one connection, which falls free with it."""

    def __init__(self, url: URL) -> None:
        self._engine = make_engine(url, for_migration=True).execution_options(isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Return whether the seat is ours now."""
        try:
            self._connection = self._engine.connect()
            taken = bool(self._connection.scalar(text("SELECT pg_try_advisory_lock(:number)"), {"number": _NUMBER}))
        except DBAPIError:
            taken = False
        if not taken:
            self.leave()
        return taken

    def is_held(self) -> bool:
        """Return whether the connection that holds the seat still stands."""
        try:
            return self._connection is not None and self._connection.scalar(text("SELECT 1")) == 1
        except DBAPIError:
            return False

    def leave(self) -> None:
        """Give the seat up."""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
