"""Which language a message is in, and which one is answered in."""

from __future__ import annotations

import pytest

from app.core.language import MessageLanguage, detect_language, has_letters, reply_language, spoken_language
from app.model import Language, Platform


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("什么时候发货", "zh"),
        ("where is my parcel", "en"),
        ("iphone 充电头坏了", "zh"),
        ("xl 码太大", "zh"),
        ("ok", "en"),
        ("我在 ebay 买的 adidas neo 跑鞋收到以后鞋底开胶了一大块不能穿", "zh"),
        ("my order 还没到 please check the tracking number 谢谢", "mixed"),
        ("12345", "zh"),
        ("???", "zh"),
        ("", "zh"),
    ],
)
def test_the_language_of_a_message(text: str, language: MessageLanguage) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("my order 还没到 please check the tracking number 谢谢", "mixed"),
        ("where is track order？按了以后一直转圈 please help me", "zh"),
        ("where is my parcel", "en"),
        ("什么时候发货", "zh"),
    ],
)
def test_chinese_that_quotes_english_is_answered_as_chinese(text: str, language: MessageLanguage) -> None:
    assert spoken_language(text) == language


@pytest.mark.parametrize(
    ("spoken", "platform", "letters", "answered"),
    [
        ("zh", "taobao", True, "zh"),
        ("en", "taobao", True, "en"),
        ("zh", "ebay", True, "zh"),
        ("en", "ebay", True, "en"),
        ("mixed", "taobao", True, "zh"),
        ("mixed", "ebay", True, "en"),
        ("zh", "ebay", False, "en"),
        ("zh", "tmall", False, "zh"),
    ],
)
def test_the_buyers_language_is_answered_in_else_the_platforms(
    spoken: MessageLanguage, platform: Platform, letters: bool, answered: Language
) -> None:
    assert reply_language(spoken, wanted="auto", platform=platform, has_letters=letters) == answered


@pytest.mark.parametrize("wanted", ["zh", "en"])
@pytest.mark.parametrize("spoken", ["zh", "en", "mixed"])
def test_a_wanted_language_is_kept(wanted: Language, spoken: MessageLanguage) -> None:
    assert reply_language(spoken, wanted=wanted, platform="ebay", has_letters=True) == wanted


@pytest.mark.parametrize(("text", "letters"), [("退", True), ("ok", True), ("a", False), ("12 ?!", False)])
def test_what_counts_as_letters(text: str, letters: bool) -> None:
    assert has_letters(text) is letters
