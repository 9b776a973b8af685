"""The ear of the pre-send check: what it says of sentences that no word of the list is in, and what it lets pass."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.lint import Checker
from app.core.lint.tone import MOST_REMEMBERED, Ear, find_pieces, gather_pieces
from app.core.lint.wordlist import compile_words
from app.engine import Engine

TEXTS = st.text(st.sampled_from("您好，。！? .,;~abc去死啊\n"), max_size=40)
MOST_MILLISECONDS = 2.5
"""Half of one is the aim for a sentence; a test machine may be five times as slow."""


@pytest.fixture(scope="module")
def ear(engine: Engine) -> Ear:
    found = engine.kit.checker.ear
    assert found is not None
    return found


@pytest.fixture(scope="module")
def listener(engine: Engine, ear: Ear) -> Checker:
    """A check without a single word of a list: what it finds was heard, or has the shape of an account or a bargain."""
    return Checker(compile_words((), engine.kit.checker.words.eye), ear=ear)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("这里不是您家客厅", "tone"),
        ("东西是您弄坏的，别赖我们", "tone"),
        ("What am I, your servant?", "tone"),
        ("You must have broken it yourself.", "tone"),
        ("包裹里有张卡，扫一扫加店主", "off_platform_contact"),
        ("Let's carry on in another app.", "off_platform_contact"),
        ("您把钱转我个人账户就行", "off_platform_payment"),
        ("全世界找不到更好的", "absolute_claim"),
        ("No other brand is as good as ours.", "absolute_claim"),
        ("点亮五颗星星，我私下谢您", "review_bargain"),
        ("一百年都用不坏", "overpromise"),
        ("It is never going to break.", "overpromise"),
    ],
)
def test_a_sentence_is_heard_for_what_it_is_and_only_warned_of(listener: Checker, text: str, code: str) -> None:
    found = listener.check(text, language="en" if text.isascii() else "zh", platform="ebay")
    assert (code, "warn") in {(one.code, one.severity) for one in found}


@pytest.mark.parametrize(
    "text",
    [
        "很抱歉让您失望了，我现在就去查",
        "这是我们的错，跟您没有关系",
        "您看一下吊牌上的尺码好吗",
        "We got this wrong, and I'm sorry.",
        "Unfortunately we can't refund this one, but we can swap it.",
        "Did you get the card from the driver?",
    ],
)
def test_a_kind_firm_or_asking_sentence_is_fine(ear: Ear, text: str) -> None:
    assert list(ear.hear(text)) == []


def test_what_is_said_depends_on_whether_it_is_cold_or_blames(listener: Checker) -> None:
    (cold,) = listener.check("这里不是您家客厅", language="zh", platform="taobao")
    (blames,) = listener.check("You must have broken it yourself.", language="en", platform="taobao")
    assert "impatient" in cold.say.en
    assert "怪买家" in blames.say.zh


def test_the_place_is_the_clause_that_sounds_worst(listener: Checker) -> None:
    text = "您好，退款今天提交了。您到底烦不烦啊！祝您生活愉快。"
    (found,) = listener.check(text, language="zh", platform="taobao")
    assert text[slice(*found.span)] == "您到底烦不烦啊"


def test_where_a_word_of_the_list_stands_nothing_more_is_said(engine: Engine) -> None:
    found = engine.lint("关我什么事", language="zh", platform="taobao")
    assert {one.code for one in found} == {"never_say"}


def test_the_shops_own_words_are_fine_whatever_they_sound_like(ear: Ear) -> None:
    text = "东西是您弄坏的，别赖我们"
    assert list(ear.hear(text))
    assert list(replace(ear, known=gather_pieces([text]), heard={}).hear(text)) == []
    assert list(replace(ear, known=gather_pieces(["东西是您弄坏的"]), heard={}).hear(text))


def test_a_check_without_an_ear_hears_nothing(listener: Checker) -> None:
    assert replace(listener, ear=None).check("这里不是您家客厅", language="zh", platform="taobao") == ()


def test_what_was_heard_is_remembered_up_to_a_limit(ear: Ear) -> None:
    mine = replace(ear, heard={str(number): () for number in range(MOST_REMEMBERED)})
    first = list(mine.hear("您到底烦不烦啊"))
    assert len(mine.heard) == 1
    assert list(mine.hear("您到底烦不烦啊")) == first


@given(TEXTS)
def test_any_text_can_be_heard_and_every_place_lies_in_it(ear: Ear, text: str) -> None:
    for _, (start, end) in ear.hear(text):
        assert 0 <= start < end <= len(text)


@given(TEXTS)
def test_pieces_are_parts_of_a_text_without_its_marks(text: str) -> None:
    for piece in find_pieces(text):
        assert piece in text
        assert piece == piece.strip() != ""


def test_a_new_sentence_costs_about_half_a_millisecond(ear: Ear) -> None:
    times = []
    for number in range(30):
        text = f"您好，第{number}件已经寄出{'了' * (number % 3)}，收到以后麻烦您看一下尺码合不合适"
        started = time.process_time()
        list(replace(ear, heard={}).hear(text))
        times.append((time.process_time() - started) * 1000)
    assert min(times) < MOST_MILLISECONDS
