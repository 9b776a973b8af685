"""The setting turned on: learned once and kept, and `shouhou eval` tells the gain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app import engine as engines
from app.cli.evaluate import print_figures
from app.core.fusion import Floats, SideBySide
from app.core.second_opinion import LearnedOpinion
from app.encoders import choice
from app.engine import Engine, add_second_opinion
from app.errors import BadSetting
from app.evaluation.figures import measure
from app.settings import Settings, read_settings


class Plain:
    """An encoder of one number."""

    def encode(self, texts: Sequence[str]) -> Floats:
        return np.ones((len(texts), 1), dtype=np.float32)


@pytest.fixture
def learnings(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> list[str]:
    """What was learned, with an encoder and a learning that take no time."""
    done: list[str] = []
    labels = len(engine.kit.classifier.labels)
    line = np.array([0, 1], dtype=np.float32)
    view = SideBySide(np.zeros((1, labels), dtype=np.float32), np.zeros(labels, dtype=np.float32))

    def learn(*_: object) -> LearnedOpinion:
        done.append("learned")
        return LearnedOpinion(view, 0.5, line, line)

    monkeypatch.setattr(engines, "_learn_opinion", learn)
    monkeypatch.setitem(choice._OPENERS, "fuse", (Plain, lambda: "fuse-1"))  # type: ignore[dict-item, return-value]
    return done


def test_an_opinion_is_learned_once_and_kept(engine: Engine, learnings: list[str], tmp_path: Path) -> None:
    told: list[str] = []
    for _ in range(2):
        settings = Settings(data_dir=tmp_path, encoder="fuse")
        found = add_second_opinion(engine.kit.classifier, engine.library, settings, tell=told.append)
        assert found.second is not None
        assert found.second.learned.weight == 0.5
    assert learnings == ["learned"]
    assert len(told) == 1
    assert "fuse-1" in told[0]


def test_another_version_of_the_encoder_or_another_threshold_is_learned_anew(
    engine: Engine, learnings: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    classifier, settings = engine.kit.classifier, Settings(data_dir=tmp_path, encoder="fuse")
    add_second_opinion(classifier, engine.library, settings)
    add_second_opinion(replace(classifier, thresholds=dict.fromkeys(classifier.labels, 0.7)), engine.library, settings)
    monkeypatch.setitem(choice._OPENERS, "fuse", (Plain, lambda: "fuse-2"))  # type: ignore[dict-item, return-value]
    add_second_opinion(classifier, engine.library, settings)
    assert learnings == ["learned"] * 3


def test_the_engine_has_no_second_opinion_unless_it_is_turned_on(engine: Engine) -> None:
    assert Settings().encoder == "off"
    assert engine.kit.classifier.second is None


def test_the_setting_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUHOU_ENCODER", "FUSE")
    assert read_settings().encoder == "fuse"
    monkeypatch.setenv("SHOUHOU_ENCODER", "bert")
    with pytest.raises(BadSetting, match="SHOUHOU_ENCODER must be one of 'off' or 'fuse'"):
        read_settings()


def test_the_figures_without_the_encoder_stand_beside_those_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    figures = measure([])
    print_figures(replace(figures, top1=0.75), alone=replace(figures, top1=0.5))
    printed = capsys.readouterr().out
    assert "without  with encoder" in printed
    (line,) = [line for line in printed.splitlines() if line.startswith("top-1")]
    assert line.split()[-2:] == ["0.500", "0.750"]
