"""From text to words, sounds and letters, each with its place."""

from __future__ import annotations

import pytest

from app.core.features import Lexicon, read_features, tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("退款40.5元", ["退款", "#", "元"]),
        ("don't like it?", ["don't", "like", "it", "?"]),
        ("iphone充电", ["iphone", "充电"]),
        ("", []),
        ("·", []),
    ],
)
def test_a_text_is_cut_into_words_numbers_and_marks(text: str, tokens: list[str], lexicon: Lexicon) -> None:
    assert [token.text for token in tokenize(text, lexicon)] == tokens


def test_tokens_stand_where_they_say(lexicon: Lexicon) -> None:
    text = "快递到了 but broken"
    assert all(text[slice(*token.span)] == token.text for token in tokenize(text, lexicon))


def test_what_sounds_alike_shares_features(lexicon: Lexicon) -> None:
    right, typo = (set(read_features(text, lexicon).names) for text in ("退差价", "推差价"))
    assert {name for name in right & typo if name[0] == "p"}
    assert not {name for name in right & typo if name[0] == "c" and len(name) > 3}


@pytest.mark.parametrize(("one", "other"), [("是", "四"), ("真", "正"), ("金", "经"), ("穿", "窜")])
def test_sounds_that_buyers_mix_up_are_one(one: str, other: str, lexicon: Lexicon) -> None:
    assert lexicon.sounds[one] == lexicon.sounds[other]


def test_features_know_their_place(lexicon: Lexicon) -> None:
    text = "颜色不对,要退货"
    features = read_features(text, lexicon)
    assert len(features.names) == len(features.spans)
    assert all(0 <= start <= end <= len(text) for start, end in features.spans)
    places = dict(zip(features.names, features.spans, strict=True))
    assert places["w颜色"] == (0, 2)
    assert places["w退货"] == (6, 8)
