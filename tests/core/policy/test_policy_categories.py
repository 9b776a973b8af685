"""Which categories a rule leaves out: read loosely, never wider than written."""

from __future__ import annotations

import pytest
from policy_cases import ending

from app.core.policy.categories import is_excluded

SIGNED = "2026-11-20T10:00:00"


@pytest.mark.parametrize(
    "category",
    [
        "定制",
        "珠宝/定制戒指",
        "custom_made",
        "Custom-Made rings",
        "CUSTOM",
        "made to order",
        "生鲜",
        "食品 > 生鲜水果",
        "fresh",
        "Food / Fresh",
        "fresh food",
        "digital",
        "Digital Goods",
        "数字商品",
        "ｄｉｇｉｔａｌ",
        "download",
        "downloads",
        "报刊",
        "newspapers",
        "unsealed hygiene",
        "手机/已激活",
        "activated",
    ],
)
def test_an_excluded_category_is_recognised(category: str) -> None:
    case = {"category": category, "signed_at": SIGNED}
    assert ending("no_reason_return", **case) == ("not_eligible", "excluded_category")


@pytest.mark.parametrize(
    "category",
    [
        "女装",
        "digital camera",
        "数字电视",
        "refreshing wipes",
        "fresh water pearls",
        "非定制",
        "不定制",
        "non custom made",
        "customer gifts",
        "未激活",
        "书籍",
        "/",
        "",
        " - ",
    ],
)
def test_other_categories_may_come_back(category: str) -> None:
    assert ending("no_reason_return", category=category, signed_at=SIGNED) == ("eligible", "in_window")


@pytest.mark.parametrize("word", ["-", "_", " "])
def test_a_word_of_gaps_excludes_nothing(word: str) -> None:
    assert not is_excluded("shoes", excluded=(word,))


def test_signs_of_a_pattern_are_only_signs() -> None:
    assert not is_excluded("shoes", excluded=(".*", "sh(oe", "[a z] x"))
    assert is_excluded("c++ books", excluded=("c++ books",))
