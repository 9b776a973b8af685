"""A process's place at the work on what channels bring.

Beside an SQLite file there is one place: others of the same folder store what comes in and stand by. On PostgreSQL
every process has a place of its own. Either is a lock that its holder cannot leave behind: it falls free at the moment
the process ends, however it ends, and so the others learn that what it had begun is theirs now.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, Connection, text
from sqlalchemy.exc import DBAPIError

from app.settings import Settings
from app.store.engines import find_file, find_url, make_engine

FILE = "work.lock"
_SEATS, _FEEDING = 7_368_758, 7_368_759
"""Under which PostgreSQL keeps the places and the turn of handing events out."""
_WATCHFUL = {"keepalives_idle": "5", "keepalives_interval": "5", "keepalives_count": "2", "tcp_user_timeout": "15000"}
"""A server that is cut off is noticed in a quarter of a minute, not in two hours."""
_WATCHED = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 2"
"""And so is a process whose computer is gone without a word."""


class Seat(Protocol):
    """A place at the work. `name` is that of its holder, never used again once it is left."""

    name: str

    def take(self) -> bool:
        """Return whether the seat is ours now."""

    def is_held(self) -> bool:
        """Return whether the seat is still ours."""

    def outlives(self, name: str) -> bool:
        """Return whether the holder of another seat has ended."""

    def take_turn(self) -> AbstractContextManager[bool]:
        """Give whether it is our turn to hand events out; as long as the block lasts nobody else does."""

    def leave(self) -> None:
        """Give the seat up."""


def find_seat(settings: Settings) -> Seat:
    """Return a seat at the database of these settings."""
    url = find_url(settings)
    return PostgresSeat(url) if find_file(url) is None else FileSeat(settings.data_dir / FILE)


class FileSeat:
    """The seat beside an SQLite database: an empty database of its own, locked for as long as the process lives."""

    name = "one"

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

    def outlives(self, name: str) -> bool:
        """Return whether it is another seat's name: there is one place, so its holder has ended."""
        return name != self.name

    def take_turn(self) -> AbstractContextManager[bool]:
        """Give True: there is nobody else."""
        return nullcontext(True)

    def leave(self) -> None:
        """Give the seat up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class PostgresSeat:
    """A seat in PostgreSQL: a lock on its name, which falls free with the one connection that holds it."""

    def __init__(self, url: URL) -> None:
        watchful = url.update_query_dict(_WATCHFUL)
        self._engine = make_engine(watchful, for_migration=True).execution_options(isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None
        self.name = ""

    def take(self) -> bool:
        """Return whether the seat is ours now; False where the database does not answer."""
        # A new name each time: whoever finds the old one free may take what its holder had begun.
        self.name = uuid.uuid4().hex
        try:
            self._connection = self._engine.connect()
            self._connection.exec_driver_sql(_WATCHED)
            taken = self._lock(self.name)
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

    def outlives(self, name: str) -> bool:
        """Return whether the lock on a name is free; False where the database does not answer."""
        if name == self.name:
            return False
        try:
            free = self._lock(name)
            if free:
                self._ask("SELECT pg_advisory_unlock(:space, hashtext(:name))", space=_SEATS, name=name)
        except DBAPIError:
            return False
        return free

    @contextmanager
    def take_turn(self) -> Iterator[bool]:
        """Give whether it is our turn to hand events out; False too where the database does not answer."""
        try:
            ours = self._ask("SELECT pg_try_advisory_lock(:number)", number=_FEEDING)
        except DBAPIError:
            ours = False
        try:
            yield ours
        finally:
            if ours:
                self._ask("SELECT pg_advisory_unlock(:number)", number=_FEEDING)

    def leave(self) -> None:
        """Give the seat up."""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _lock(self, name: str) -> bool:
        return self._ask("SELECT pg_try_advisory_lock(:space, hashtext(:name))", space=_SEATS, name=name)

    def _ask(self, question: str, **values: object) -> bool:
        return self._connection is not None and bool(self._connection.scalar(text(question), values))
