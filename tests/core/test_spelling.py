"""Misspelt English: the known word that was meant, and no other word made of a good one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.features import Lexicon, read_features
from app.core.spelling import SHORTEST, Speller, build_speller

WORDS = (
    "refund", "received", "parcel", "address", "delivery", "return", "wrong", "different", "like", "not", "market",
    "charger", "charges", "damaged", "couldn't", "completely",
)  # fmt: skip


@pytest.fixture(scope="module")
def speller() -> Speller:
    """A speller that knows a few words."""
    return build_speller(WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("refudn", "refund"),
        ("refound", "refund"),
        ("recieved", "received"),
        ("receved", "received"),
        ("parcle", "parcel"),
        ("adress", "address"),
        ("delivary", "delivery"),
        ("dilivery", "delivery"),
        ("retrun", "return"),
        ("worng", "wrong"),
        ("diffrent", "different"),
        ("couldnt", "couldn't"),
        ("dammidged", "dammidged"),
        ("compleetley", "completely"),
    ],
)
def test_a_slip_is_read_as_the_word_that_was_meant(typed: str, meant: str, speller: Speller) -> None:
    assert speller.mend(typed) == meant


@pytest.mark.parametrize("word", [*WORDS, "lake", "marked", "nto", "eceived", "tiktok", "zzzzzzzz", ""])
def test_a_word_that_is_known_or_may_be_another_stays(word: str, speller: Speller) -> None:
    assert speller.mend(word) == word


def test_the_commoner_of_two_words_is_meant() -> None:
    assert build_speller(["charges", "charger"]).mend("charge") == "charges"
    assert build_speller(["charger", "charges"]).mend("charge") == "charger"


@given(word=st.sampled_from([word for word in WORDS if len(word) > SHORTEST]), place=st.integers(1, 20))
def test_a_letter_typed_twice_is_forgiven_everywhere(word: str, place: int, speller: Speller) -> None:
    place = min(place, len(word) - 1)
    assert speller.mend(word[:place] + word[place] + word[place:]) == word


@given(word=st.text(alphabet="abcdefghijklmnopqrstuvwxyz'", max_size=12))
def test_whatever_is_typed_is_mended_to_a_known_word_or_left_alone(word: str, speller: Speller) -> None:
    assert speller.mend(word) in {word, *WORDS}


def test_a_mended_word_has_the_features_of_the_known_one_at_its_own_place(lexicon: Lexicon, speller: Speller) -> None:
    mending = replace(lexicon, mend=speller.mend)
    typed, right = (read_features(text, mending) for text in ("wrng adress", "wrong address"))
    assert set(typed.names) == set(right.names)
    assert all(0 <= start <= end <= len("wrng adress") for start, end in typed.spans)
    assert [token.span for token in typed.tokens] == [(0, 4), (5, 11)]


def test_letters_in_a_chinese_text_are_not_mended(lexicon: Lexicon, speller: Speller) -> None:
    names = read_features("我的 parcle", replace(lexicon, mend=speller.mend)).names
    assert "wparcle" in names
    assert "wparcel" not in names
