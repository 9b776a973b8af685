"""The shape of the database: from empty, from every earlier revision, and refused where it is another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, inspect, text

from app.settings import Settings
from app.store.database import migrate_store, open_store
from app.store.engines import FILE, WRITING, find_url, make_engine
from app.store.faults import RevisionMismatch, StoreUnavailable
from app.store.revisions import list_revisions, migrate, newest_revision, read_revision
from app.store.shops import list_shops
from app.store.tables import metadata
from app.store.tables.registers import STANDING

NEWEST = list_revisions()[-1]
EARLIER = list_revisions()[:-1]


@contextmanager
def connect(settings: Settings) -> Iterator[Connection]:
    """Give a bare connection."""
    engine = make_engine(find_url(settings), for_migration=True)
    with engine.connect().execution_options(**{WRITING: True}) as connection:
        yield connection
        connection.commit()
    engine.dispose()


def add_shop(connection: Connection) -> None:
    """Add a row as the first revision knows it."""
    connection.execute(
        text(
            "INSERT INTO shops (slug, name, platform, timezone, currency, clock_seconds, clock_from, clock_till,"
            " language, created_at) VALUES ('old', '老店', 'taobao', 'Asia/Shanghai', 'CNY', 180, '08:00', '24:00',"
            " 'zh', '2026-01-02 03:04:05.000000')"
        )
    )


def test_migrating_from_nothing_gives_exactly_the_tables_of_the_program(place: Settings) -> None:
    done = migrate_store(place)
    assert (done.before, done.after, done.copy) == (None, NEWEST, None)
    with connect(place) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_database_checks_what_the_tables_promise(place: Settings) -> None:
    """Autogeneration does not look at checks, so they are counted here."""
    migrate_store(place)
    with connect(place) as connection:
        found = inspect(connection)
        for table in metadata.sorted_tables:
            promised = {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)}
            assert {str(one["name"]) for one in found.get_check_constraints(table.name)} == promised, table.name


def test_one_open_row_of_an_origin_is_promised_on_either_database(place: Settings) -> None:
    """Autogeneration does not look at the conditions of indexes."""
    migrate_store(place)
    with connect(place) as connection:
        found = {one["name"]: one for one in inspect(connection).get_indexes("register_rows")}
        conditions = found["uq_register_rows_origin"]["dialect_options"]
        assert STANDING in str(conditions[f"{connection.dialect.name}_where"])


@pytest.mark.parametrize("revision", EARLIER)
def test_what_an_earlier_revision_holds_is_kept(place: Settings, revision: str) -> None:
    migrate(find_url(place), to=revision)
    with connect(place) as connection:
        add_shop(connection)
        assert read_revision(connection) == revision
    done = migrate_store(place)
    assert (done.before, done.after) == (revision, NEWEST)
    store = open_store(place)
    with store.reading() as session:
        (shop,) = list_shops(session)
    store.close()
    assert (shop.slug, shop.name) == ("old", "老店")
    with connect(place) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrating_again_does_nothing(place: Settings) -> None:
    migrate_store(place)
    done = migrate_store(place)
    assert (done.before, done.after, done.copy) == (NEWEST, NEWEST, None)


def test_a_database_of_a_newer_version_is_refused(place: Settings) -> None:
    migrate_store(place)
    with connect(place) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for attempt in (open_store, migrate_store):
        with pytest.raises(RevisionMismatch, match=r"9999.*newer") as caught:
            attempt(place)
        assert "shouhou migrate" in str(caught.value)


@pytest.mark.parametrize("revision", [None, *EARLIER])
def test_an_older_postgresql_is_left_to_whoever_runs_it(databases: object, revision: str | None) -> None:
    place = databases("postgresql")  # type: ignore[operator]
    if revision is not None:
        migrate(find_url(place), to=revision)
    with pytest.raises(RevisionMismatch, match="shouhou migrate"):
        open_store(place)


def test_an_older_sqlite_file_is_copied_and_migrated_at_the_start(databases: object) -> None:
    place: Settings = databases("sqlite")  # type: ignore[operator]
    migrate(find_url(place), to=EARLIER[0])
    with connect(place) as connection:
        add_shop(connection)
    told: list[str] = []
    open_store(place, tell=told.append).close()
    (copy,) = place.data_dir.glob("shouhou-before-*.db")
    assert str(copy) in told[0]
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchall() == [(EARLIER[0],)]
        assert old.execute("SELECT slug FROM shops").fetchall() == [("old",)]
    open_store(place, tell=told.append).close()
    assert len(told) == 1


def test_a_fresh_sqlite_file_is_made_without_a_word_and_for_its_owner_alone(databases: object) -> None:
    place: Settings = databases("sqlite")  # type: ignore[operator]
    told: list[str] = []
    store = open_store(place, tell=told.append)
    with store.reading() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA synchronous")) == 1
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        assert session.scalar(text("PRAGMA busy_timeout")) == 10_000
        rights = {path.name: path.stat().st_mode & 0o777 for path in place.data_dir.glob(f"{FILE}*")}
    store.close()
    assert told == []
    assert set(rights.values()) == {0o600}


def test_a_migration_that_fails_leaves_nothing_behind(place: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(find_url(place), to=EARLIER[0])

    monkeypatch.setattr("app.store.revisions.find_lost", lambda _connection: "messages")
    with pytest.raises(StoreUnavailable, match="messages"):
        migrate(find_url(place))
    with connect(place) as connection:
        assert read_revision(connection) == EARLIER[0]
        assert "conversations" not in inspect(connection).get_table_names()


def test_the_names_of_the_files_tell_the_newest_revision() -> None:
    assert newest_revision() == list_revisions()[-1]
