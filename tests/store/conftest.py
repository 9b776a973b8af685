"""Every test of the store runs on SQLite and on a PostgreSQL that is started for the run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.benchmark.postgres import Server, start_server
from app.settings import Settings
from app.store.database import Store, migrate_store, open_store
from app.store.records import Shop
from app.store.shops import ensure_default_shop, list_shops
from app.store.tables import metadata

from .people import Desk

BOTH = ("sqlite", "postgresql")
Place = Callable[[], Settings]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The PostgreSQL of this run."""
    with start_server() as server:
        yield server


@pytest.fixture(scope="session")
def databases(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Settings]:
    """Give the settings of a new, empty database of the kind that is asked for."""
    numbers = count()

    def make(kind: str) -> Settings:
        folder = tmp_path_factory.mktemp("data")
        if kind == "sqlite":
            return Settings(data_dir=folder)
        name = f"store_{next(numbers)}"
        server.run(f"CREATE DATABASE {name}")
        return Settings(data_dir=folder, database_url=server.url(name))

    return make


@pytest.fixture(params=BOTH)
def kind(request: pytest.FixtureRequest) -> str:
    """The database of this test."""
    return str(request.param)


@pytest.fixture
def place(kind: str, databases: Callable[[str], Settings]) -> Settings:
    """A new, empty database."""
    return databases(kind)


@pytest.fixture(scope="session")
def shared(databases: Callable[[str], Settings]) -> Callable[[str], Settings]:
    """Give the settings of the migrated database of a kind that tests take in turns."""
    kept = {kind: databases(kind) for kind in BOTH}
    for settings in kept.values():
        migrate_store(settings)
    return kept.__getitem__


@pytest.fixture
def settings(kind: str, shared: Callable[[str], Settings], tmp_path: Path) -> Settings:
    """A migrated database in which there is nothing but the default shop."""
    found = shared(kind)
    if kind == "postgresql":
        return found
    shutil.copytree(found.data_dir, tmp_path / "data")
    return found.model_copy(update={"data_dir": tmp_path / "data"})


@pytest.fixture
def store(settings: Settings, kind: str, now: datetime) -> Iterator[Store]:
    """An open store in which there is nothing but the default shop."""
    store = open_store(settings)
    yield store
    if kind == "postgresql":
        empty_store(store, now)
    store.close()


def empty_store(store: Store, now: datetime) -> None:
    """Leave nothing in a store but the default shop."""
    names = ", ".join(metadata.tables)
    with store.transaction() as session:
        session.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        ensure_default_shop(session, timezone="Asia/Shanghai", at=now)


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    """A session that writes, for tests that need one transaction only."""
    with store.transaction() as session:
        yield session


@pytest.fixture
def shop(session: Session) -> Shop:
    """The default shop."""
    return list_shops(session)[0]


@pytest.fixture
def desk(session: Session, shop: Shop, now: datetime) -> Desk:
    """The default shop with people to work in it."""
    return Desk(session, shop, now)


@pytest.fixture(scope="session")
def now() -> datetime:
    """The moment at which all tests of the store happen."""
    return datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
