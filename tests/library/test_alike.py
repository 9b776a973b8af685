"""Texts that are almost the same are found, across owners only, however many texts there are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from app.library.alike import ALIKE, NEIGHBOURS, SHORTEST, Alike, find_alike

from .conftest import STEADY

LETTERS = st.sampled_from("退换货发票色差吗了abcde")
TEXTS = st.text(LETTERS, min_size=SHORTEST, max_size=40)


def find_pairs(*texts: str) -> list[tuple[int, int]]:
    """Return the places of the pairs among texts of which each has an owner of its own."""
    return [(found.earlier, found.later) for found in find_alike(texts, owners=[str(n) for n in range(len(texts))])]


@given(TEXTS, st.data())
@STEADY
def test_a_text_with_one_letter_more_is_found_wherever_the_letter_stands(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    longer = text[:place] + data.draw(LETTERS) + text[place:]
    assert (find_pairs(text, longer) == [(0, 1)]) is (fuzz.ratio(text, longer) >= ALIKE)


@given(TEXTS, st.data())
@STEADY
def test_a_text_with_one_letter_changed_is_found_wherever_the_letter_stands(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    other = text[:place] + "x" + text[place + 1 :]
    assert (find_pairs(text, other) == [(0, 1)]) is (fuzz.ratio(text, other) >= ALIKE)


@given(st.lists(TEXTS, max_size=8))
@STEADY
def test_every_pair_found_is_as_alike_as_is_said(texts: list[str]) -> None:
    for found in find_alike(texts, owners=[str(n) for n in range(len(texts))]):
        one, other = texts[found.earlier], texts[found.later]
        assert one != other
        assert found.likeness == fuzz.ratio(one, other) >= ALIKE
        assert found.earlier < found.later


def test_texts_of_one_owner_may_be_alike() -> None:
    texts = ["can i get an invoice", "can i get the invoice", "can i get an invoices"]
    assert find_alike(texts, owners=["a", "b", "a"]) == []
    assert find_alike(texts, owners=["a", "a", "b"]) == [Alike(0, 2, fuzz.ratio(texts[0], texts[2]))]


def test_equal_texts_are_not_alike_but_the_same() -> None:
    assert find_pairs("麻烦开一张发票给我", "麻烦开一张发票给我") == []


def test_short_texts_differ_by_a_single_letter() -> None:
    assert find_pairs("退货", "退货吗", "换货") == []


def test_no_text_is_compared_with_more_than_its_neighbours() -> None:
    texts = [f"the very same beginning of a phrase {number:04} and its end" for number in range(500)]
    found = find_alike(texts, owners=[str(number) for number in range(500)])
    assert 500 <= len(found) <= 2 * NEIGHBOURS * 500
