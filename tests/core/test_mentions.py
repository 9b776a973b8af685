"""Words that choose a reply, or show that something was given already."""

from __future__ import annotations

import pytest

from app.core.definitions import Phrases
from app.core.mentions import find_longest, find_shared, mentions


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
        ("好了,不用了", ["好了，不用"], [], True),
        ("能不能用移动卡", ["不能用"], [], False),
        ("能不能用移动卡,插上不能用", ["不能用"], [], True),
        ("不能用", ["不能用"], [], True),
        ("还是不能用", ["不能用"], [], True),
        ("有没有优惠", ["没有优惠"], [], False),
        ("没有划痕", ["有划痕"], [], False),
        ("还没有赠送", ["有赠送"], [], False),
        ("有没有赠送", ["有赠送"], [], True),
        ("里面有划痕", ["有划痕"], [], True),
        ("盒子没有坏,里面有划痕", ["有划痕"], [], True),
        ("anything", [], [], False),
    ],
)
def test_words_are_found_anywhere_in_chinese_and_whole_in_english(
    text: str, zh: list[str], en: list[str], found: bool
) -> None:
    assert mentions(text, Phrases(zh=tuple(zh), en=tuple(en))) is found


@pytest.mark.parametrize(
    ("text", "more", "less"),
    [
        ("能不能换大一码", ["换大一码"], ["大一码"]),
        ("先补发再退款", ["补发"], ["退款"]),
        ("please send a new one", ["a new one"], ["send"]),
        ("refund or resend it", ["refund"], ["resend"]),
    ],
)
def test_the_longer_word_says_more_and_of_two_as_long_the_earlier(text: str, more: list[str], less: list[str]) -> None:
    first = find_longest(text, Phrases(zh=tuple(more), en=tuple(more)))
    second = find_longest(text, Phrases(zh=tuple(less), en=tuple(less)))
    assert first is not None
    assert second is not None
    assert first > second
    assert find_longest(text, Phrases(zh=(*less, *more), en=(*less, *more))) == first


def test_where_no_word_stands_there_is_no_longest() -> None:
    assert find_longest("你好", Phrases(zh=("再见",), en=("bye",))) is None


def test_words_shared_by_two_lists_are_found_however_they_are_spaced() -> None:
    one = Phrases(zh=("谢 谢", "再见"), en=("Thank  you", "bye"))
    other = Phrases(zh=("谢谢", "你好"), en=("thank you", "good bye"))
    assert find_shared(one, other) == ("谢谢", "thank you")
