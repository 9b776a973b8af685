"""Backup and restore, from and to either database, while the service runs."""

from __future__ import annotations

import errno
import os
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, DateTime, MetaData, String, Table, delete, func, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.types import TypeEngine

from app.settings import Settings
from app.store.archive import Manifest, Reader, Tally, Writer, read_archive
from app.store.columns import Json
from app.store.database import plainly
from app.store.engines import WRITING, find_url, make_engine
from app.store.faults import ArchiveUnusable
from app.store.pictures import PICTURES, bring_pictures, check_pictures, save_pictures
from app.store.revisions import check_revision, find_lost, list_revisions, read_revision, upgrade
from app.store.tables import metadata
from app.store.times import Moment

BATCH = 500
ALWAYS_THERE = "shops"
"""A fresh database holds a shop, and is fresh all the same."""


def write_backup(settings: Settings, path: Path, *, at: datetime) -> Manifest:
    """Write the database as it is at this moment, and its pictures, to `path`, read it back, and say what it is.

    Nobody has to stop working. FileExistsError where there is such a file already.
    """
    if path.exists():
        raise FileExistsError(errno.EEXIST, "there is such a file already; backups are not written over", str(path))
    unfinished = path.with_name(path.name + ".partial")
    try:
        written = _write(settings, unfinished, at=at)
        with read_archive(unfinished) as archive:
            archive.verify()
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return written


def _write(settings: Settings, path: Path, *, at: datetime) -> Manifest:
    engine = make_engine(find_url(settings), for_migration=True)
    try:
        # One reading transaction sees the database as it was when it began, whatever is written meanwhile.
        snapshot = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        source = engine if engine.dialect.name == "sqlite" else snapshot
        with plainly(), source.connect() as connection, _create(path) as archive:
            revision = read_revision(connection)
            if revision is None:
                check_revision(revision)
            writer = Writer(archive)
            for table in _read_tables(connection):
                writer.write_table(table.name, kinds=_tell_kinds(table), rows=_dump(connection, table))
                if table.name == PICTURES:
                    save_pictures(connection, table, writer, settings.data_dir)
            return writer.finish(revision=str(revision), made_at=at.isoformat())
    finally:
        engine.dispose()


@contextmanager
def _create(path: Path) -> Iterator[zipfile.ZipFile]:
    # It holds what buyers wrote and the hashes of passwords: for its owner alone.
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        with zipfile.ZipFile(file, "w", compression=zipfile.ZIP_DEFLATED) as archive:
            yield archive
        file.flush()
        os.fsync(file.fileno())


def restore_backup(settings: Settings, path: Path, *, replace: bool = False) -> Manifest:
    """Put everything that is in the backup into the database, in one transaction, and return what it held.

    What an older version wrote is brought to the newest revision. The rows are read back and compared before they are
    kept; ArchiveUnusable, and nothing changed, where they differ, or where the database is in use and not to be
    replaced.
    """
    engine = make_engine(find_url(settings), for_migration=True)
    try:
        with plainly(), read_archive(path) as archive, engine.connect() as reading:
            connection = reading.execution_options(**{WRITING: True})
            _check_archive(archive.manifest)
            check_pictures(archive, settings.data_dir)
            _clear(connection, replace=replace)
            upgrade(connection, to=archive.manifest.revision)
            _fill(connection, archive)
            upgrade(connection)
            # Before the rows: a file without a row is only room lost, a row without a file is not.
            bring_pictures(archive, settings.data_dir)
            connection.commit()
            return archive.manifest
    finally:
        engine.dispose()


def _check_archive(manifest: Manifest) -> None:
    if manifest.revision not in list_revisions():
        raise ArchiveUnusable(f"the backup has revision {manifest.revision}, which this version does not know")


def _clear(connection: Connection, *, replace: bool) -> None:
    """Leave nothing of what is there; ArchiveUnusable where something is, and it is not to be replaced."""
    tables = _read_tables(connection)
    in_use = [table.name for table in tables if table.name != ALWAYS_THERE and _count(connection, table)]
    if in_use and not replace:
        raise ArchiveUnusable(
            f"the database is in use ({', '.join(in_use)}): restore into an empty one, or say --replace to lose what "
            "is there (make a backup of it first)"
        )
    for table in reversed(tables):
        table.drop(connection)
    if read_revision(connection) is not None:
        connection.execute(text("DELETE FROM alembic_version"))


def _fill(connection: Connection, archive: Reader) -> None:
    tables = {table.name: table for table in _read_tables(connection)}
    # A fresh revision may have put rows of its own there.
    for table in reversed(tables.values()):
        connection.execute(delete(table))
    for name in archive.manifest.sheets:
        _load(connection, tables[name], archive)
    lost = find_lost(connection)
    if lost is not None:
        raise ArchiveUnusable(f"table {lost} has rows that do not fit the database")
    for name, sheet in archive.manifest.sheets.items():
        tally = Tally()
        for _ in tally.pass_on(_dump(connection, tables[name], names=sheet.kinds)):
            pass
        if tally.sum_up(sheet.kinds) != sheet:
            raise ArchiveUnusable(f"table {name} reads back otherwise than it was written; nothing was changed")


def _load(connection: Connection, table: Table, archive: Reader) -> None:
    kinds = archive.manifest.sheets[table.name].kinds
    rows = archive.read_table(table.name)
    try:
        while batch := list(islice(rows, BATCH)):
            connection.execute(insert(table), [_revive(row, kinds) for row in batch])
    except (IntegrityError, DataError) as error:
        raise ArchiveUnusable(f"table {table.name} has rows that do not fit the database") from error
    if connection.dialect.name == "postgresql" and "id" in table.c:
        # The rows brought their numbers along; the next one must come after them.
        place = select(
            func.setval(func.pg_get_serial_sequence(table.name, "id"), func.coalesce(func.max(table.c.id), 1))
        )
        connection.execute(place)


def _revive(row: list[Any], kinds: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value) if kind == "moment" and value is not None else value
        for (name, kind), value in zip(kinds.items(), row, strict=True)
    }


def _dump(connection: Connection, table: Table, *, names: Mapping[str, str] | None = None) -> Iterator[list[Any]]:
    columns = [table.c[name] for name in names or table.c.keys()]
    # Databases sort texts in ways of their own; the hash needs one order.
    plain = {"sqlite": "BINARY", "postgresql": "C"}[connection.dialect.name]
    keys = table.primary_key.columns
    order = [key.collate(plain) if isinstance(key.type, String) else key for key in keys]
    statement = select(*columns).order_by(*order).execution_options(yield_per=BATCH)
    for row in connection.execute(statement):
        yield [value.isoformat() if isinstance(value, datetime) else value for value in row]


def _read_tables(connection: Connection) -> list[Table]:
    """Return the tables that are there, whatever the revision, those that others refer to first."""
    found = MetaData()
    # Another program may have tables in the same PostgreSQL: they are none of ours.
    found.reflect(connection, only=lambda name, _: name in metadata.tables)
    for table in found.sorted_tables:
        for column in table.c:
            column.type = _as_ours(column.type)
    return found.sorted_tables


def _as_ours(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    if isinstance(kind, DateTime):
        return Moment()
    return Json() if isinstance(kind, JSON) else kind


def _tell_kinds(table: Table) -> dict[str, str]:
    return {column.name: _tell_kind(column.type) for column in table.c}


def _tell_kind(kind: TypeEngine[Any]) -> str:
    if isinstance(kind, Moment):
        return "moment"
    return "json" if isinstance(kind, Json) else "plain"


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
