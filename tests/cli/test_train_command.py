"""`shouhou train`."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.features import Lexicon
from app.core.learned import Learned
from app.engine import Engine
from app.library.model_file import StoredModel, read_model
from app.library.tone_file import read_tone
from app.training.ear import fingerprint_of_tone
from app.training.fit import learn
from app.training.samples import Sample
from app.training.tone import learn_tone

from .conftest import Shouhou


@pytest.fixture
def quick(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> Learned:
    """Learning takes a minute; here it is done with two phrases and two sentences."""
    learned = learn([Sample("快递", ("a",)), Sample("发票", ("b",))], lexicon)
    monkeypatch.setattr("app.cli.train.learn_library", lambda *_: StoredModel(learned, "mark", {}))
    tone = learn_tone([Sample("活该", ("rude",)), Sample("您好", ("fine",))], lexicon)
    monkeypatch.setattr("app.cli.train.learn_ear", lambda *_: tone)
    return learned


def test_a_model_is_written_where_it_is_wanted(shouhou: Shouhou, quick: Learned, tmp_path: Path) -> None:
    run = shouhou("train", "--out", tmp_path / "deep" / "model.npz")
    assert run.status == 0
    assert str(tmp_path / "deep" / "model.npz") in run.out
    assert read_model(tmp_path / "deep" / "model.npz", fingerprint="mark").learned.model.labels == ("a", "b")
    assert read_tone(tmp_path / "deep" / "tone.npz", fingerprint=fingerprint_of_tone()).model.vocabulary


def test_a_place_that_cannot_be_written_is_said_plainly(
    shouhou: Shouhou, quick: Learned, tmp_path: Path, engine: Engine
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    run = shouhou("train", "--out", tmp_path / "file" / "model.npz")
    assert run.status == 1
    assert "Traceback" not in run.err
