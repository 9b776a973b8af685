"""The shape of a database: which revision it has, and bringing it to the newest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, inspect, text

from app.store.copies import copy_sqlite
from app.store.engines import WRITING, find_file, make_engine
from app.store.faults import RevisionMismatch, StoreUnavailable

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "alembic_version"
_ONE_AT_A_TIME = 7_368_756
"""The number under which PostgreSQL lets one migration wait for another."""


@dataclass(frozen=True, slots=True)
class Migration:
    """What a migration did: from which revision to which, and where the copy made before it is, if any."""

    before: str | None
    after: str
    copy: Path | None = None


def list_revisions() -> tuple[str, ...]:
    """Return every revision, the oldest first."""
    from alembic.script import ScriptDirectory

    found = ScriptDirectory.from_config(_configure()).walk_revisions()
    return tuple(script.revision for script in found)[::-1]


def newest_revision() -> str:
    """Return the newest revision, by the names of the files: reading them as Alembic does would slow every start."""
    return max(file.name for file in (MIGRATIONS / "versions").glob("[0-9]*.py")).partition("_")[0]


def read_revision(connection: Connection) -> str | None:
    """Return the revision of the database; None where it is empty."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608  no word of a user


def check_revision(found: str | None) -> None:
    """Raise RevisionMismatch unless `found` is the newest revision, and say what to do."""
    if found == newest_revision():
        return
    known = list_revisions()
    if found is None:
        raise RevisionMismatch("the database is empty; run `shouhou migrate` once, then start again")
    if found in known:
        raise RevisionMismatch(
            f"the database has revision {found}, this version needs {known[-1]}; "
            "make a backup (`shouhou backup FILE`), then run `shouhou migrate`"
        )
    raise _from_the_future(found, newest=known[-1])


def migrate(url: URL, *, to: str = "head") -> Migration:
    """Bring the database at `url` to the newest revision (or to `to`), in one transaction.

    An SQLite file that holds an older revision is copied beside itself first.
    """
    engine = make_engine(url, for_migration=True)
    try:
        with engine.connect() as connection:
            before = read_revision(connection)
        if before == newest_revision():
            return Migration(before, before)
        copy = _copy_first(url, before, newest=newest_revision())
        with engine.connect().execution_options(**{WRITING: True}) as connection:
            after = upgrade(connection, to=to)
            connection.commit()
    finally:
        engine.dispose()
    return Migration(before, after, copy)


def upgrade(connection: Connection, *, to: str = "head") -> str:
    """Bring the database to revision `to` within the connection's transaction; return the revision it has now."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _ONE_AT_A_TIME})
    found = read_revision(connection)
    known = list_revisions()
    if found is not None and found not in known:
        raise _from_the_future(found, newest=known[-1])
    from alembic import command

    config = _configure()
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    lost = find_lost(connection)
    if lost is not None:
        raise StoreUnavailable(f"rows of table {lost} would refer to what is not there; nothing was changed")
    return read_revision(connection) or ""


def _copy_first(url: URL, found: str | None, *, newest: str) -> Path | None:
    path = find_file(url)
    if path is None or found in {None, newest}:
        return None
    return copy_sqlite(path, path.with_name(f"{path.stem}-before-{newest}{path.suffix}"))


def find_lost(connection: Connection) -> str | None:
    """Return the name of a table with rows that refer to what is not there; None where there is none.

    SQLite does not check references while tables are rebuilt or filled here; PostgreSQL always does.
    """
    if connection.dialect.name != "sqlite":
        return None
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    return None if lost is None else str(lost[0])


def _from_the_future(found: str, *, newest: str) -> RevisionMismatch:
    return RevisionMismatch(
        f"the database has revision {found}, which this version (newest {newest}) does not know: it was migrated by a "
        "newer one; install that version, or restore a backup made before (`shouhou migrate`, `shouhou restore FILE`)"
    )


def _configure() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


Tell = Callable[[str], None]
"""Takes a sentence for whoever started the program."""
