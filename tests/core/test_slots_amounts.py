"""Amounts of money, and dates reckoned from today."""

from __future__ import annotations

import pytest
from finding import Find, values

from app.model import SlotKind


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("退我40元", ["40.00 CNY"]),
        ("便宜了39.9元", ["39.90 CNY"]),
        ("7块5", ["7.50 CNY"]),
        ("差7块", ["7.00 CNY"]),
        ("两毛五", ["0.25 CNY"]),
        ("五毛钱", ["0.50 CNY"]),
        ("退两百三块", ["230.00 CNY"]),
        ("十五块钱", ["15.00 CNY"]),
        ("双十一十五块的券", ["15.00 CNY"]),
        ("双十二的五元券", ["5.00 CNY"]),
        ("双十一五元券", ["5.00 CNY"]),
        ("一百二十元", ["120.00 CNY"]),
        ("一千零五十元", ["1050.00 CNY"]),
        ("两百零三块", ["203.00 CNY"]),
        ("三块五", ["3.50 CNY"]),
        ("￥199", ["199.00 CNY"]),
        ("¥1,299.00", ["1299.00 CNY"]),
        ("40rmb", ["40.00 CNY"]),
        ("I paid £12.50", ["12.50 GBP"]),
        ("€7 too much", ["7.00 EUR"]),
        ("$20", ["20.00 USD"]),
        ("US$20.5", ["20.50 USD"]),
        ("us $20", ["20.00 USD"]),
        ("AU$35", ["35.00 AUD"]),
        ("20 dollars back", ["20.00 USD"]),
        ("12 quid", ["12.00 GBP"]),
        ("20€", ["20.00 EUR"]),
        ("15 £ difference", ["15.00 GBP"]),
        ("原价199元现在159元", ["199.00 CNY", "159.00 CNY"]),
        ("paid 50 usd 3 weeks ago", ["50.00 USD"]),
        ("20美元", ["20.00 USD"]),
    ],
)
def test_amounts(text: str, amounts: list[str], find: Find) -> None:
    assert values(find(text), SlotKind.AMOUNT) == amounts


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3天前买的", ["2026-11-18"]),
        ("三天前买的", ["2026-11-18"]),
        ("十天之前", ["2026-11-11"]),
        ("昨天签收", ["2026-11-20"]),
        ("前天", ["2026-11-19"]),
        ("大前天", ["2026-11-18"]),
        ("今天到的", ["2026-11-21"]),
        ("上周三", ["2026-11-11"]),
        ("上个星期天", ["2026-11-15"]),
        ("上礼拜一", ["2026-11-09"]),
        ("11月3日下的单", ["2026-11-03"]),
        ("12月25号", ["2025-12-25"]),
        ("2026-11-01", ["2026-11-01"]),
        ("2026年11月1日", ["2026-11-01"]),
        ("2026/11/1", ["2026-11-01"]),
        ("yesterday", ["2026-11-20"]),
        ("ordered 3 weeks ago", ["2026-10-31"]),
        ("two days ago", ["2026-11-19"]),
        ("nine days ago", ["2026-11-12"]),
        ("a week ago", ["2026-11-14"]),
        ("on 3 November", ["2026-11-03"]),
        ("on the 3rd of nov", ["2026-11-03"]),
        ("November 3rd", ["2026-11-03"]),
        ("last friday", ["2026-11-20"]),
        ("last saturday", ["2026-11-14"]),
        ("last Tues", ["2026-11-17"]),
        ("i decided 2 days ago", ["2026-11-19"]),
    ],
)
def test_dates_are_reckoned_from_today(text: str, days: list[str], find: Find) -> None:
    assert values(find(text), SlotKind.DATE) == days


@pytest.mark.parametrize("text", ["2026-02-30", "13月40日", "2月30日", "99 of Nov"])
def test_a_day_that_no_calendar_has_is_no_date(text: str, find: Find) -> None:
    assert values(find(text), SlotKind.DATE) == []
