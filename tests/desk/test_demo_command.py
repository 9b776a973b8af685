"""`shouhou serve --demo`."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import app.web.serve
from app.cli.main import build_program
from app.engine import Engine
from app.settings import Settings
from app.store.database import open_store
from app.store.demo import count_demo


def test_the_sample_shop_is_filled_in_once(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUHOU_DATA_DIR", str(tmp_path))
    monkeypatch.setattr("app.cli.serve.open_engine", lambda *_args, **_more: engine)
    monkeypatch.setattr(app.web.serve, "run", lambda *_args, **_more: None)
    outputs = [CliRunner().invoke(build_program(["serve"]), ["serve", "--demo"]) for _ in range(2)]
    assert [done.exit_code for done in outputs] == [0, 0]
    assert "sample conversations" in outputs[0].output
    assert "sample conversations" not in outputs[1].output
    store = open_store(Settings(data_dir=tmp_path))
    with store.reading() as session:
        assert count_demo(session, 1) >= 24
    store.close()
