"""Words that choose a reply, or show that something was given already."""

from __future__ import annotations

import pytest

from app.core.definitions import Phrases
from app.core.mentions import mentions


@pytest.mark.parametrize(
    ("text", "zh", "en", "found"),
    [
        ("能不能换大一码", ["大一码"], [], True),
        ("能不能换大 一 码", ["大一码"], [], True),
        ("照片发你了 看一下", ["照片发你了"], [], True),
        ("我还没拍照片", ["照片发你了"], [], False),
        ("can i get one size up please", [], ["one size up"], True),
        ("can i get one  size,up please", [], ["one size up"], True),
        ("i am thankful", [], ["thank"], False),
        ("THANK you".lower(), [], ["Thank You"], True),
        ("", ["好"], ["ok"], False),
        ("anything", [], [], False),
    ],
)
def test_words_are_found_anywhere_in_chinese_and_whole_in_english(
    text: str, zh: list[str], en: list[str], found: bool
) -> None:
    assert mentions(text, Phrases(zh=tuple(zh), en=tuple(en))) is found
