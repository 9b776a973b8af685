"""`shouhou train`."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.features import Lexicon
from app.core.learned import Learned
from app.engine import Engine
from app.library.model_file import StoredModel, read_model
from app.training.fit import learn
from app.training.samples import Sample

from .conftest import Shouhou


@pytest.fixture
def quick(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> Learned:
    """Learning takes half a minute; here it is done with two phrases."""
    learned = learn([Sample("快递", ("a",)), Sample("发票", ("b",))], lexicon)
    monkeypatch.setattr("app.cli.train.learn_library", lambda *_: StoredModel(learned, "mark", {}))
    return learned


def test_a_model_is_written_where_it_is_wanted(shouhou: Shouhou, quick: Learned, tmp_path: Path) -> None:
    run = shouhou("train", "--out", tmp_path / "deep" / "model.npz")
    assert run.status == 0
    assert str(tmp_path / "deep" / "model.npz") in run.out
    assert read_model(tmp_path / "deep" / "model.npz", fingerprint="mark").learned.model.labels == ("a", "b")


def test_a_place_that_cannot_be_written_is_said_plainly(
    shouhou: Shouhou, quick: Learned, tmp_path: Path, engine: Engine
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    run = shouhou("train", "--out", tmp_path / "file" / "model.npz")
    assert run.status == 1
    assert "Traceback" not in run.err
