"""Learning how sentences sound, and keeping what was learned."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.core.features import Lexicon
from app.core.library import Library
from app.core.lint.tone import ALARMS, Ear, Tone
from app.errors import BadInput, ModelUnusable
from app.library.folder import builtin_folder
from app.library.own_words import own_lines
from app.library.tone_file import SHIPPED_TONE, read_tone, write_tone
from app.training.ear import fingerprint_of_tone, open_ear
from app.training.samples import Sample
from app.training.tone import learn_tone, read_tones

RUDE = ("您烦不烦啊", "您真烦人", "别烦我了", "您怎么这么烦", "烦死了您")
BLAME = ("是您自己摔坏的", "您摔坏了怪谁", "肯定是您摔的", "您摔过还来退", "摔坏是您的事")
FINE = (
    "今天给您发货",
    "退款已经提交",
    "麻烦您拍张照片",
    "仓库明天发出",
    "谢谢您的耐心",
    "我去查一下物流",
    "这就给您补寄",
)
ROWS = tuple(
    Sample(text, (label,)) for label, texts in (("rude", RUDE), ("blame", BLAME), ("fine", FINE)) for text in texts
)


@pytest.fixture(scope="module")
def tone(lexicon: Lexicon) -> Tone:
    return learn_tone(ROWS, lexicon, fine=["祝您生活愉快", "请您留意短信"])


@pytest.mark.parametrize(("text", "kind"), [("您真烦啊", "rude"), ("明明是您摔坏的", "blame"), ("今天给您补发", None)])
def test_what_is_learned_tells_cold_from_blaming_from_fine(
    tone: Tone, lexicon: Lexicon, text: str, kind: str | None
) -> None:
    assert next((heard for heard, _ in Ear(tone, lexicon).hear(text)), None) == kind


def test_learning_the_same_twice_is_the_same_file(tone: Tone, lexicon: Lexicon, tmp_path: Path) -> None:
    again = learn_tone(ROWS, lexicon, fine=["祝您生活愉快", "请您留意短信"])
    for name, one in (("one", tone), ("two", again)):
        write_tone(one, tmp_path / name, fingerprint="mark")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_tone_read_back_is_the_tone(tone: Tone, tmp_path: Path) -> None:
    write_tone(tone, tmp_path / "deep" / "tone.npz", fingerprint="mark")
    read = read_tone(tmp_path / "deep" / "tone.npz", fingerprint="mark")
    assert read.model.vocabulary == tone.model.vocabulary
    assert read.thresholds == pytest.approx(tone.thresholds)
    assert read.by_heart == tone.by_heart
    assert np.allclose(read.model.weights, tone.model.weights, atol=0.01)


def test_a_tone_learned_from_other_text_or_damaged_is_not_used(tone: Tone, tmp_path: Path) -> None:
    path = tmp_path / "tone.npz"
    write_tone(tone, path, fingerprint="mark")
    with pytest.raises(ModelUnusable, match="other text"):
        read_tone(path, fingerprint="another")
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ModelUnusable, match="cannot be used"):
        read_tone(path, fingerprint="mark")


def test_a_fine_sentence_that_still_sounds_cold_is_known_by_heart(lexicon: Lexicon) -> None:
    teased = (*ROWS, *ROWS[:1], Sample(RUDE[0], ("fine",)))
    assert learn_tone(teased, lexicon, fine=["这件今天已经寄出"] * 200).by_heart == (RUDE[0],)


@pytest.mark.parametrize("text", ["label\ttext\nodd\t您好\n", "labels\ttext\nfine\t您好\n", "label\ttext\nfine\n"])
def test_a_file_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="tone"):
        read_tones(text, name="tone.tsv")


def test_what_no_sentence_sounds_like_is_never_heard(lexicon: Lexicon) -> None:
    thresholds = learn_tone(ROWS[:2], lexicon).thresholds
    assert set(thresholds) == {*ALARMS}
    assert [alarm for alarm, least in thresholds.items() if least < np.inf] == ["unkind"]


def test_what_ships_was_learned_from_the_sentences_that_ship() -> None:
    assert read_tone(builtin_folder() / SHIPPED_TONE, fingerprint=fingerprint_of_tone()).model.vocabulary


def test_an_ear_that_had_to_be_learned_is_kept(
    library: Library, lexicon: Lexicon, tone: Tone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("app.training.ear.fingerprint_of_tone", lambda: "0123456789abcdef0")
    monkeypatch.setattr("app.training.ear.learn_ear", lambda *_: tone)
    first = open_ear(library, lexicon, tmp_path, tell=told.append)
    second = open_ear(library, lexicon, tmp_path, tell=told.append)
    assert len(told) == 1
    assert first.tone.thresholds == second.tone.thresholds == pytest.approx(tone.thresholds)


def test_every_line_of_a_reply_is_a_line_of_the_shop_but_no_value(library: Library) -> None:
    lines = own_lines(library)
    assert len(lines) == len(set(lines)) > 1000
    assert not [line for line in lines if "{" in line]
