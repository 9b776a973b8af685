"""A learned classifier as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.core.features import Lexicon
from app.core.learned import assemble
from app.core.nearest import Phrase
from app.errors import ModelUnusable
from app.library.model_file import StoredModel, fingerprint_of, read_model, write_model
from app.training.fit import learn
from app.training.samples import Sample

ROWS = (
    *(Sample(f"快递{word}", ("delivery",)) for word in ("没到", "丢了", "太慢", "在哪", "不动")),
    *(Sample(f"{word}发票", ("invoice",)) for word in ("开", "要", "补", "公司", "电子")),
)


@pytest.fixture(scope="module")
def stored(lexicon: Lexicon) -> StoredModel:
    return StoredModel(learn(ROWS, lexicon), fingerprint_of("1", "rows"), dict(lexicon.sounds))


@pytest.fixture
def path(stored: StoredModel, tmp_path: Path) -> Path:
    write_model(stored, tmp_path / "deep" / "model.npz")
    return tmp_path / "deep" / "model.npz"


def test_a_model_read_back_answers_as_before(stored: StoredModel, path: Path, lexicon: Lexicon) -> None:
    read = read_model(path, fingerprint=stored.fingerprint)
    assert read.learned.model.vocabulary == stored.learned.model.vocabulary
    assert read.learned.phrases == stored.learned.phrases
    assert read.sounds == stored.sounds
    before, after = assemble(stored.learned, lexicon), assemble(read.learned, lexicon)
    for message in ("快递到哪了", "发票呢", "快递没到，发票没开", "zzz"):
        scores = [
            [one.score for one in sorted(c.classify(message).candidates, key=lambda one: one.id)]
            for c in (before, after)
        ]
        assert scores[0] == pytest.approx(scores[1], abs=0.005)


def test_the_same_model_is_the_same_file(stored: StoredModel, path: Path) -> None:
    again = path.with_name("again.npz")
    write_model(stored, again)
    assert again.read_bytes() == path.read_bytes()
    assert sorted(path.parent.iterdir()) == [again, path]


def test_a_phrase_of_several_lines_stays_one_phrase(stored: StoredModel, tmp_path: Path) -> None:
    phrases = (Phrase("第一行\n第二行", "第一 行 第二 行", 1), *stored.learned.phrases)
    write_model(replace(stored, learned=replace(stored.learned, phrases=phrases)), tmp_path / "m.npz")
    assert read_model(tmp_path / "m.npz", fingerprint=stored.fingerprint).learned.phrases == phrases


def test_a_model_of_other_text_is_refused(path: Path) -> None:
    with pytest.raises(ModelUnusable, match="other text"):
        read_model(path, fingerprint=fingerprint_of("1", "other rows"))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="cannot be used"):
        read_model(tmp_path / "none.npz", fingerprint="x")


@pytest.mark.parametrize("kept", [0.0, 0.01, 0.3, 0.7, 0.99])
def test_a_file_cut_short_is_refused(kept: float, path: Path, stored: StoredModel) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(ModelUnusable):
        read_model(path, fingerprint=stored.fingerprint)


@pytest.mark.parametrize("place", range(0, 3000, 97))
def test_a_file_with_a_changed_byte_is_refused_or_harmless(place: int, path: Path, stored: StoredModel) -> None:
    broken = bytearray(path.read_bytes())
    broken[place % len(broken)] ^= 0xFF
    path.write_bytes(bytes(broken))
    try:
        read = read_model(path, fingerprint=stored.fingerprint)
    except ModelUnusable:
        return
    assert np.array_equal(read.learned.model.bias, stored.learned.model.bias)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.npz").write_text("not a model", encoding="utf-8")
    np.save(tmp_path / "array.npy", np.zeros(3))
    np.savez(tmp_path / "other.npz", a=np.zeros(3))
    for name in ("text.npz", "array.npy", "other.npz"):
        with pytest.raises(ModelUnusable):
            read_model(tmp_path / name, fingerprint="x")


def test_a_fingerprint_tells_where_its_parts_end() -> None:
    assert fingerprint_of("ab", "c") != fingerprint_of("a", "bc")
    assert fingerprint_of("ab", "c") == fingerprint_of("ab", "c")
