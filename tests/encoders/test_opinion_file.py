"""A learned opinion in its file: read back as written, or refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.core.fusion import SideBySide
from app.core.second_opinion import LearnedOpinion
from app.encoders.opinion_file import read_opinion, write_opinion
from app.errors import ModelUnusable

LEARNED = LearnedOpinion(
    SideBySide(np.arange(6, dtype=np.float32).reshape(3, 2), np.array([1, -1], dtype=np.float32)),
    0.35,
    np.array([0, 0.5, 1], dtype=np.float32),
    np.array([0.1, 0.2, 0.9], dtype=np.float32),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    where = tmp_path / "new" / "opinion.npz"
    write_opinion(LEARNED, where, fingerprint="mark")
    return where


def test_what_was_written_is_read_back(path: Path) -> None:
    found = read_opinion(path, fingerprint="mark")
    first, vectors = np.array([0.3, 0.6], dtype=np.float32), np.array([1, 0, 1], dtype=np.float32)
    assert np.array_equal(found.judge(first, vectors), LEARNED.judge(first, vectors))
    assert found.weight == LEARNED.weight
    assert [file.name for file in path.parent.iterdir()] == ["opinion.npz"]


def test_an_opinion_on_other_text_is_refused(path: Path) -> None:
    with pytest.raises(ModelUnusable, match="learned from other text"):
        read_opinion(path, fingerprint="other")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"nothing of the kind"])
def test_a_damaged_file_is_refused(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    with pytest.raises(ModelUnusable, match="cannot be used"):
        read_opinion(path, fingerprint="mark")


def test_a_file_cut_short_is_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:400])
    with pytest.raises(ModelUnusable):
        read_opinion(path, fingerprint="mark")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable):
        read_opinion(tmp_path / "none.npz", fingerprint="mark")
