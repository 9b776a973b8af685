"""How money, moments and days are written in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.wording import write_moment, write_money, write_value
from app.model import Language, Value

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=SHANGHAI)
EVENING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("amount", "currency", "zh", "en"),
    [
        ("40", "CNY", "¥40.00", "CNY 40.00"),
        ("40.005", "CNY", "¥40.01", "CNY 40.01"),
        ("0", "CNY", "¥0.00", "CNY 0.00"),
        ("-0.004", "CNY", "¥0.00", "CNY 0.00"),
        ("-3.5", "CNY", "-¥3.50", "-CNY 3.50"),
        ("40", "USD", "40.00 美元", "US$40.00"),
        ("40", "GBP", "40.00 英镑", "£40.00"),
        ("40", "EUR", "40.00 欧元", "€40.00"),
        ("4000", "JPY", "4000 日元", "JPY 4000"),
        ("12", "PLN", "12.00 PLN", "PLN 12.00"),
        ("1E+3", "CNY", "¥1000.00", "CNY 1000.00"),
    ],
)
def test_money_is_written_with_its_currency(amount: str, currency: str, zh: str, en: str) -> None:
    assert write_money(Decimal(amount), currency=currency, language="zh") == zh
    assert write_money(Decimal(amount), currency=currency, language="en") == en


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        (EVENING, "11月23日 18:00", "23 Nov 18:00"),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), "2027年1月1日 00:00", "1 Jan 2027 00:00"),
        (datetime(2025, 3, 5, 1, 7, tzinfo=UTC), "2025年3月5日 09:07", "5 Mar 2025 09:07"),
    ],
)
def test_a_moment_is_written_in_the_shops_zone_with_any_other_year(at: datetime, zh: str, en: str) -> None:
    assert write_moment(at, language="zh", timezone=SHANGHAI, now=NOW) == zh
    assert write_moment(at, language="en", timezone=SHANGHAI, now=NOW) == en


def test_without_a_now_the_year_is_always_written() -> None:
    assert write_moment(EVENING, language="zh", timezone=SHANGHAI) == "2026年11月23日 18:00"
    assert write_value(date(2026, 11, 23), language="en", timezone=SHANGHAI) == "23 Nov 2026"


@pytest.mark.parametrize(
    ("value", "currency", "zh", "en"),
    [
        (15, None, "15", "15"),
        ("亚麻衬衫", "CNY", "亚麻衬衫", "亚麻衬衫"),
        (Decimal("40"), "CNY", "¥40.00", "CNY 40.00"),
        (Decimal("5.00"), None, "5", "5"),
        (Decimal("7.50"), None, "7.5", "7.5"),
        (Decimal(100), None, "100", "100"),
        (date(2026, 11, 3), None, "11月3日", "3 Nov"),
        (EVENING, None, "11月23日 18:00", "23 Nov 18:00"),
        (True, None, "是", "yes"),
        (False, None, "否", "no"),
    ],
)
def test_every_kind_of_value_has_its_words(value: Value, currency: str | None, zh: str, en: str) -> None:
    for language, words in (("zh", zh), ("en", en)):
        said = write_value(value, language=language, timezone=SHANGHAI, currency=currency, now=NOW)  # type: ignore[arg-type]
        assert said == words


@given(amount=st.decimals("-99999999", "99999999"), language=st.sampled_from(["zh", "en"]))
def test_an_amount_read_back_is_the_amount_to_the_cent(amount: Decimal, language: Language) -> None:
    written = write_money(amount, currency="CNY", language=language)
    read = Decimal(written.replace("¥", "").replace("CNY ", ""))
    assert abs(read - amount) <= Decimal("0.005")
