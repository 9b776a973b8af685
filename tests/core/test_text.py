"""Cleaning a message: what is folded, what is dropped, and that every place can be found again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.features import Lexicon
from app.core.text import bare, clean, split_clauses

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)
"""Any code point at all, lone surrogates too."""
PIECES = st.lists(
    st.sampled_from(
        [
            "退款",
            "退 款",
            "XXXL",
            "www.",
            "https://a.cn/b",
            "😀",
            "\u200b",
            "\n",
            "！！！",
            "İ",
            "ｗ",
            "．",
            "e\u0301",
            "㎏",
            "7.5",
            "ooo",
        ]
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("ＯＲＤＥＲ　１２３", "order 123"),
        ("剛買就降價，退貨", "刚买就降价,退货"),
        ("退款！！！！！", "退款!!"),
        ("哈哈哈哈哈哈", "哈哈"),
        ("XXXL码", "xxxl码"),
        ("sooooooo late", "sooo late"),
        ("1000000 元", "1000000 元"),
        ("  到货   了\t吗  ", "到货 了 吗"),
        ("退款😭😭谢谢", "退款 谢谢"),
        ("👨‍👩‍👧 ok", "ok"),
        ("看 https://item.example.com/x?id=1 这个", "看 这个"),
        ("看https://a.cn/b，怎么样", "看 ,怎么样"),
        ("www.example.com/page\nrefund please", ";refund please"),
        ("第一行\n第二行", "第一行;第二行"),
        ("don’t “like” it", 'don\'t "like" it'),
        ("退\u0007款", "退 款"),
        ("退\u200b款", "退款"),
        ("cafe\u0301", "cafe"),
        ("①号", "1号"),
        ("￥40", "¥40"),
        ("退款\ud83d", "退款"),
        ("", ""),
        ("😀", ""),
    ],
)
def test_a_message_is_cleaned_for_matching(written: str, cleaned: str, lexicon: Lexicon) -> None:
    assert clean(written, lexicon.characters).text == cleaned


@given(original=ANY_TEXT | PIECES)
def test_every_span_of_the_cleaned_text_is_a_span_of_the_original(original: str, lexicon: Lexicon) -> None:
    cleaned = clean(original, lexicon.characters)
    assert len(cleaned.offsets) == len(cleaned.text) + 1
    for start in range(len(cleaned.text)):
        first, last = cleaned.to_original((start, len(cleaned.text)))
        assert 0 <= first < last <= len(original)
        begin, end = cleaned.to_original((start, start + 1))
        assert end == begin + 1
        assert cleaned.text[start] in f"{lexicon.characters[original[begin]]} "


@given(original=ANY_TEXT | PIECES)
def test_cleaning_a_cleaned_text_changes_nothing(original: str, lexicon: Lexicon) -> None:
    once = clean(original, lexicon.characters).text
    assert clean(once, lexicon.characters).text == once


@given(original=ANY_TEXT | PIECES)
def test_a_cleaned_text_has_single_spaces_and_trimmed_ends(original: str, lexicon: Lexicon) -> None:
    text = clean(original, lexicon.characters).text
    assert text == text.strip()
    assert "  " not in text
    assert not any(letter.isspace() and letter != " " for letter in text)


def test_a_word_is_found_again_behind_a_link_and_an_emoji(lexicon: Lexicon) -> None:
    original = "😀 https://a.cn/b 這個色差太大"
    cleaned = clean(original, lexicon.characters)
    start = cleaned.text.index("色差")
    first, last = cleaned.to_original((start, start + 2))
    assert original[first:last] == "色差"


def test_one_character_that_becomes_several_is_one_place(lexicon: Lexicon) -> None:
    cleaned = clean("½ 价", lexicon.characters)
    assert cleaned.text == "1⁄2 价"
    assert cleaned.to_original((0, 3)) == (0, 1)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("颜色不对,我要退货;运费谁出?", ["颜色不对,", "我要退货;", "运费谁出?"]),
        ("it broke. refund me", ["it broke.", " refund me"]),
        ("付了7.5元", ["付了7.5元"]),
        ("退款!!谢谢", ["退款!!", "谢谢"]),
        ("退款", ["退款"]),
        (",;!?", []),
        ("", []),
    ],
)
def test_clauses_end_at_marks_but_not_inside_numbers(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in split_clauses(text)] == parts


@given(original=ANY_TEXT)
def test_clauses_follow_each_other_and_none_is_empty(original: str, lexicon: Lexicon) -> None:
    text = clean(original, lexicon.characters).text
    last = 0
    for start, end in split_clauses(text):
        assert last <= start < end <= len(text)
        assert text[start:end].strip(" ,.;!?~")
        last = end


def test_bare_text_is_letters_and_digits() -> None:
    assert bare("退款, 40.00 元?! ok") == "退款4000元ok"


def test_what_a_character_becomes_becomes_nothing_else(lexicon: Lexicon) -> None:
    table = lexicon.characters
    unstable = [
        chr(code)
        for code in range(0x30000)
        if any(table[letter] != letter for letter in table[chr(code)]) and not table[chr(code)].isspace()
    ]
    assert unstable == []
