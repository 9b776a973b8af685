"""What texts are found by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.search_terms import LONGEST_TERM, ask_terms, find_terms


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
