"""A limit or a sum written by hand goes on being promised after the rule has changed."""

from __future__ import annotations

import pytest

from app.library.loose_figures import find_loose_figures


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("我们 48 小时内给您答复。", "48 小时"),
        ("签收后７天都可以退。", "７天"),
        ("3个工作日到账。", "3个工作日"),
        ("三个工作日到账。", "三个工作日"),
        ("四十八小时内回您。", "四十八小时"),
        ("半个月之内寄出。", "半个月"),
        ("一天内给您回音。", "一天"),
        ("11月23日前寄出。", "23日"),
        ("给您补 10.5 元。", "10.5 元"),
        ("按实付的 5% 补给您。", "5%"),
        ("赔您百分之三十。", "百分之三十"),
        ("We reply within 48 hours.", "48 hours"),
        ("It takes three working days.", "three working days"),
        ("This is a 30-day window.", "30-day"),
        ("You hear from us within a week.", "a week"),
        ("You hear from us within one business day.", "one business day"),
        ("We refund £5.50 of it.", "£5.50"),
        ("We refund USD 5 of it.", "USD 5"),
        ("We refund 15 percent of it.", "15 percent"),
    ],
)
def test_a_limit_a_sum_or_a_percentage_in_words_of_the_reply_is_found(text: str, figure: str) -> None:
    assert list(find_loose_figures(text)) == [figure]


@pytest.mark.parametrize(
    "text",
    [
        "原因选“七天无理由”，再传两张照片。",
        'Choose "7-day no reason" and add 2 or 3 photos.',
        "一共 3 步，第 2 步选 42 码、1.8 米的。",
        "这几天物流慢，有一天没更新也常见。",
        "日期以页面为准，日常保养看标签。",
        "There are 2 ways; size 42 fits, and a few days without news are common.",
        "Open step 3 one day when it suits you.",
        "签收后\n天内可以退，差额\n可以退给您。",
        "",
    ],
)
def test_names_of_buttons_steps_and_sizes_promise_nothing(text: str) -> None:
    assert list(find_loose_figures(text)) == []
