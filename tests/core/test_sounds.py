"""Chinese by ear: pinyin read as sounds, sounds that are mixed up as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.features import Lexicon, read_features
from app.core.sounds import fold_sound, hear, read_pinyin


@pytest.mark.parametrize(
    ("letters", "syllables"),
    [
        ("tuihuo", ["tui", "huo"]),
        ("zhiliang", ["zhi", "liang"]),
        ("kuaidi", ["kuai", "di"]),
        ("danao", ["da", "nao"]),
        ("shengao", ["shen", "gao"]),
        ("xianhuo", ["xian", "huo"]),
        ("ai", ["ai"]),
        ("app", []),
        ("refund", []),
        ("a", []),
        ("xl", []),
    ],
)
def test_letters_are_pinyin_from_end_to_end_or_not_at_all(letters: str, syllables: list[str]) -> None:
    assert read_pinyin(letters) == syllables


@given(letters=st.text(alphabet="aeioungzhsc", min_size=1, max_size=60))
def test_reading_pinyin_takes_every_letter_or_none(letters: str) -> None:
    assert "".join(read_pinyin(letters)) in {letters, ""}


@pytest.mark.parametrize(("one", "other"), [("shi", "si"), ("zheng", "zen"), ("jing", "jin"), ("chuan", "cuan")])
def test_sounds_that_buyers_mix_up_are_folded_together(one: str, other: str) -> None:
    assert fold_sound(one) == fold_sound(other)


def test_a_run_is_heard_with_the_place_of_each_sound(lexicon: Lexicon) -> None:
    assert list(hear("发cuo货", lexicon.sounds)) == [(["fa", "cuo", "huo"], [0, 1, 4, 5])]
    assert list(hear("发错货", lexicon.sounds)) == [(["fa", "cuo", "huo"], [0, 1, 2, 3])]


def test_letters_that_spell_no_pinyin_are_a_break(lexicon: Lexicon) -> None:
    assert list(hear("买xxl货", lexicon.sounds)) == [(["mai"], [0, 1]), (["huo"], [4, 5])]


@pytest.mark.parametrize("typed", ["申请tui款", "申请退kuan", "shen请退款", "申请tuikuan"])
def test_a_syllable_left_in_pinyin_sounds_like_its_character(typed: str, lexicon: Lexicon) -> None:
    sounds = [{name for name in read_features(text, lexicon).names if name[0] == "p"} for text in ("申请退款", typed)]
    assert sounds[0] == sounds[1]


def test_an_english_text_has_no_sounds(lexicon: Lexicon) -> None:
    assert not [name for name in read_features("she can change the size", lexicon).names if name[0] == "p"]
