"""The phrases that a message resembles."""

from __future__ import annotations

from app.core.nearest import Phrase, PhraseIndex, letter_pairs

INDEX = PhraseIndex(
    [
        Phrase("退款什么时候到账", "退款 什么 时候 到账", 0),
        Phrase("开发票", "开 发票", 1),
        Phrase("where is my refund", "where is my refund", 0),
    ]
)


def test_word_order_does_not_hide_a_phrase() -> None:
    best, *_ = INDEX.nearest("什么 时候 退款 到账")
    assert best.phrase.text == "退款什么时候到账"
    assert best.similarity > 0.8


def test_the_same_phrase_is_as_like_as_can_be_and_comes_first() -> None:
    found = INDEX.nearest("where is my refund")
    assert found[0].similarity == 1.0
    assert [one.similarity for one in found] == sorted((one.similarity for one in found), reverse=True)


def test_what_shares_no_letters_resembles_nothing() -> None:
    assert INDEX.nearest("xyz") == []
    assert PhraseIndex([]).nearest("退款") == []


def test_letter_pairs_pass_over_spaces_and_come_once() -> None:
    assert letter_pairs("ab abc") == ["ab", "ba", "bc"]
    assert letter_pairs("退") == ["退"]
