"""The open database: reading and writing, one transaction each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import URL, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolEmpty
from sqlalchemy.orm import Session, sessionmaker

from app.settings import Settings
from app.store import events
from app.store.engines import PATIENCE, WRITING, find_file, find_url, make_engine
from app.store.faults import StoreUnavailable
from app.store.revisions import Migration, Tell, check_revision, migrate, read_revision
from app.store.shops import ensure_default_shop
from app.store.turns import Turns


class Store:
    """An open database. Threads may share it; a session belongs to the one that opened it."""

    def __init__(self, engine: Engine) -> None:
        """Take an engine whose database has the newest revision."""
        self.engine = engine
        self._turns = Turns(patience=PATIENCE) if engine.dialect.name == "sqlite" else None
        self._writers = sessionmaker(engine.execution_options(**{WRITING: True}), expire_on_commit=False)
        self._readers = sessionmaker(engine.execution_options(**_reading(engine)), expire_on_commit=False)

    @contextmanager
    def transaction(self, *, first: bool = False) -> Iterator[Session]:
        """Give a session that writes. Everything is kept when the block ends, and nothing where it raises.

        On SQLite one transaction writes at a time, `first` before all who wait: keep blocks short, and work out what to
        write beforehand. Raises StoreUnavailable where the database does not answer.
        """
        turn = self._turns.take(first=first) if self._turns else nullcontext()
        with plainly(), turn, self._writers() as session:
            yield session
            events.write_waiting(session)
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that only reads, sees one moment throughout, and that no writer has to wait for."""
        with plainly(), self._readers() as session:
            yield session

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _reading(engine: Engine) -> dict[str, Any]:
    # What SQLite does anyway, PostgreSQL has to be told.
    if engine.dialect.name == "sqlite":
        return {}
    return {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}


def open_store(settings: Settings, *, tell: Tell = lambda _sentence: None) -> Store:
    """Return the database of these settings, with the newest shape and at least one shop.

    The SQLite file is made or migrated where needed, which `tell` hears of; PostgreSQL is left to `shouhou migrate`
    (RevisionMismatch). Raises StoreUnavailable where there is no database.
    """
    url = find_url(settings)
    with plainly():
        if find_file(url) is not None:
            _tell_migration(migrate(url), tell)
        return _open(url, settings)


def migrate_store(settings: Settings) -> Migration:
    """Bring the database of these settings to the newest revision, and return what was done."""
    url = find_url(settings)
    with plainly():
        done = migrate(url)
        _open(url, settings).close()
        return done


def _open(url: URL, settings: Settings) -> Store:
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            check_revision(read_revision(connection))
        store = Store(engine)
        with store.transaction() as session:
            ensure_default_shop(session, timezone=settings.timezone.key, at=datetime.now(UTC))
    except BaseException:
        engine.dispose()
        raise
    return store


def _tell_migration(done: Migration, tell: Tell) -> None:
    if done.before is None or done.before == done.after:
        return
    tell(f"the database was brought from revision {done.before} to {done.after}; a copy from before is {done.copy}")


@contextmanager
def plainly() -> Iterator[None]:
    """Raise StoreUnavailable, in words for the one who asked, where the database cannot be reached or used."""
    try:
        yield
    except PoolEmpty as error:
        raise StoreUnavailable("every connection to the database is in use; try again in a moment") from error
    except OperationalError as error:
        raise StoreUnavailable(f"the database cannot be used: {_first_line(error)}") from error


def _first_line(error: OperationalError) -> str:
    return str(error.orig).strip().split("\n", maxsplit=1)[0]
