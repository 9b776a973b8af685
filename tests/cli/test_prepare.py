"""`shouhou prepare`."""

from __future__ import annotations

from pathlib import Path

import pytest

import app.engine
from app.core.kit import Kit
from app.engine import Engine
from app.library.snapshot import read_snapshot
from app.settings import Settings
from tests.cli.conftest import Shouhou


@pytest.fixture
def packages(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that stands for the one beside the packages; building gives the kit that is already open."""
    monkeypatch.setattr(app.engine, "prepared_folder", lambda: tmp_path / "share")
    monkeypatch.setattr(app.engine, "_build_from", lambda *_args, **_more: engine.kit)
    return tmp_path / "share"


def test_the_built_in_library_is_kept_for_every_start(shouhou: Shouhou, packages: Path, tmp_path: Path) -> None:
    assert "ready in" in shouhou("prepare").out
    seal = app.engine._seal((app.engine.builtin_folder(),))
    assert read_snapshot(seal, (packages,), Kit) is not None


def test_a_start_takes_it_up_and_builds_nothing(
    shouhou: Shouhou, packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shouhou("prepare")
    monkeypatch.setattr(app.engine, "_build_from", None)
    opened = app.engine.open_engine(Settings(data_dir=tmp_path / "data"))
    assert opened.library.intents
    assert not (tmp_path / "data").exists()


def test_a_second_time_there_is_nothing_to_do(shouhou: Shouhou, packages: Path) -> None:
    shouhou("prepare")
    assert "ready before" in shouhou("prepare").out


def test_a_folder_that_cannot_be_written_to_is_named(shouhou: Shouhou, packages: Path) -> None:
    packages.write_text("", encoding="utf-8")
    run = shouhou("prepare")
    assert (run.status, "nothing could be kept" in run.err) == (1, True)
