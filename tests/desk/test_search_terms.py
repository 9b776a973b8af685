"""What texts are found by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.search_terms import LONGEST_TERM, MOST_READINGS, ask_readings, ask_terms, find_initials, find_terms
from app.library.lexicon import SoundTable


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("裙子起球了", "起球"),
        ("裙子起球了", "球"),
        ("裙子起球了", "裙子 起球"),
        ("Where is my PARCEL?", "parc"),
        ("Where is my parcel?", "where parcel"),
        ("订单2398476123450987654的", "23984"),
        ("ＡＢＣ１２", "abc12"),
        ("iPhone壳碎了", "iphone 壳"),
        ("no", "no"),
    ],
)
def test_a_text_is_found_by_its_words_characters_and_beginnings(text: str, query: str) -> None:
    assert ask_terms(query)
    assert set(ask_terms(query)) <= find_terms(text)


@pytest.mark.parametrize(
    ("text", "query"), [("裙子起球了", "球起"), ("parcel", "pa"), ("parcel", "arcel"), ("裙子", "裤子")]
)
def test_and_not_by_others(text: str, query: str) -> None:
    assert not set(ask_terms(query)) <= find_terms(text)


@given(st.text(max_size=60))
def test_whatever_is_asked_a_text_is_found_by_itself(text: str) -> None:
    assert set(ask_terms(text)) <= find_terms(text)
    assert all(0 < len(term) <= LONGEST_TERM for term in find_terms(text))


def finds(query: str, text: str) -> bool:
    terms = find_terms(text) | find_initials(text, SoundTable())
    return any(set(reading) <= terms for reading in ask_readings(query))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("林小姐", "lxj"),
        ("林小姐", "XJ"),
        ("林小姐说裙子起球了", "qzqq"),
        ("裙子起球了", "qz 起球"),
        ("裙子起球了", "起球 qz"),
        ("裙子起球了 iPhone", "iphone qzqq"),
        ("Where is my parcel", "parcel"),
        ("鞋子少了一只", "xz yz"),
        ("裙子起球了", "球"),
    ],
)
def test_chinese_is_found_by_the_initials_of_its_sound_too(text: str, query: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("林小姐", "xjl"),
        ("林小姐", "l"),
        ("林小姐", "lxjx"),
        ("林，小姐", "lx"),
        ("parcel", "pc"),
        ("裙子", "q2"),
        ("裙子", " ，"),
    ],
)
def test_and_not_by_other_letters(text: str, query: str) -> None:
    assert not finds(query, text)


def test_a_query_is_read_in_a_few_ways_only_and_first_as_it_is_written() -> None:
    readings = ask_readings("ab cd ef gh ij 退款")
    assert len(readings) == MOST_READINGS
    assert readings[0] == ask_terms("ab cd ef gh ij 退款")
    assert ask_readings("！？") == ()
