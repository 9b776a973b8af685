"""What every test stands on: an environment without settings, and the built-in engine, opened once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.core.features import Lexicon
from app.core.library import Library
from app.engine import Engine, open_engine
from app.library.lexicon import build_lexicon
from app.settings import Settings

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites the golden replies instead of comparing with them."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew; review the diff")


@pytest.fixture(scope="session", autouse=True)
def clean_environment() -> Iterator[None]:
    """No setting of whoever runs the tests reaches them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.upper().startswith("SHOUHOU_")]:
            patch.delenv(name)
        yield


@pytest.fixture
def update_golden(pytestconfig: pytest.Config) -> bool:
    """Whether golden files are to be written anew."""
    return bool(pytestconfig.getoption("--update-golden"))


@pytest.fixture(scope="session")
def zone() -> ZoneInfo:
    """The zone of the shop in all tests."""
    return ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="session")
def now(zone: ZoneInfo) -> datetime:
    """The moment at which all tests happen: a Saturday noon."""
    return datetime(2026, 11, 21, 12, 0, tzinfo=zone)


@pytest.fixture(scope="session")
def today(now: datetime) -> date:
    """The day on which all tests happen."""
    return now.date()


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that all tests of one run share, so that a model is learned at most once."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def lexicon(data_dir: Path) -> Lexicon:
    """A lexicon without words of any shop."""
    return build_lexicon((), cache=data_dir / "cache")


@pytest.fixture(scope="session")
def engine(clean_environment: None, data_dir: Path) -> Engine:
    """The engine of the built-in library."""
    return open_engine(Settings(data_dir=data_dir))


@pytest.fixture(scope="session")
def library(engine: Engine) -> Library:
    """The built-in library."""
    return engine.library
