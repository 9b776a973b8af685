"""What cells of exports say."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from app.exchange.cells import read_amount, read_line, read_moment, read_number
from app.exchange.columns import guess_columns

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ('="2398476123450987654"', "2398476123450987654"),
        ("'2398476123450987654", "2398476123450987654"),
        ("\t2398476123450987654 ", "2398476123450987654"),
        (2398476123450987654, "2398476123450987654"),
        (77001.0, "77001"),
        ("No:77312345678901", "77312345678901"),
        ("no： JD00000000109", "JD00000000109"),
        ("NO123456789CN", "NO123456789CN"),
        ("No:", None),
        ("12-34567-89012", "12-34567-89012"),
        ("--", None),
        (None, None),
    ],
)
def test_a_number_that_is_a_name_loses_no_digit(cell: object, number: str | None) -> None:
    assert read_number(cell) == number


@pytest.mark.parametrize("cell", [2.398476123450987e18, "2.39848E+18"])
def test_a_number_that_a_spreadsheet_rounded_is_refused(cell: object) -> None:
    with pytest.raises(ValueError, match="rounded"):
        read_number(cell)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("199.00", ("199.00", None)),
        ("¥1,299.5", ("1299.50", "CNY")),
        ("US $12.50", ("12.50", "USD")),
        ("£7", ("7.00", "GBP")),
        ("12.50 USD", ("12.50", "USD")),
        ("88元", ("88.00", "CNY")),
        (199, ("199.00", None)),
        (0.1 + 0.2, ("0.30", None)),
        ("", None),
    ],
)
def test_an_amount_is_read_with_its_currency(cell: object, amount: object) -> None:
    assert read_amount(cell) == amount


@pytest.mark.parametrize("cell", ["-5", "abc", "1.2.3", "12,5", "1.999", "=1+1"])
def test_what_is_no_amount_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r"amount|decimals"):
        read_amount(cell)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-11-20 12:30:05", "2026-11-20T12:30:05+08:00"),
        ("2026/11/2 9:05", "2026-11-02T09:05:00+08:00"),
        ("2026-11-20", "2026-11-20T00:00:00+08:00"),
        ("Nov-20-26", "2026-11-20T00:00:00+08:00"),
        ("2026-11-20T12:30:05Z", "2026-11-20T12:30:05+00:00"),
        (datetime(2026, 11, 20, 12, 30, 4, 999_999), "2026-11-20T12:30:05+08:00"),  # noqa: DTZ001
        ("", None),
    ],
)
def test_a_moment_is_reckoned_in_the_shops_zone(cell: object, moment: str | None) -> None:
    assert read_moment(cell, SHANGHAI) == moment


def test_what_is_no_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="no time"):
        read_moment("2026-13-40 99:99:99", SHANGHAI)


def test_a_line_is_plain() -> None:
    assert read_line(' ="亚麻衬衫" ') == "亚麻衬衫"


@pytest.mark.parametrize(
    ("header", "mapping"),
    [
        (
            ["订单编号", "买家会员名", "买家实际支付金额", "订单付款时间", "宝贝标题 ", "物流单号", "物流公司", "备注"],
            ["order_no", "buyer_id", "price_paid", "paid_at", "item", "tracking_no", "carrier"],
        ),
        (
            [
                "Order Number",
                "Buyer Username",
                "Item Title",
                "Sold For",
                "Total Price",
                "Paid On Date",
                "Tracking Number",
            ],
            ["order_no", "buyer_id", "item", "price_paid", "paid_at", "tracking_no"],
        ),
        (["订单编号：", "tracking number"], ["order_no", "tracking_no"]),
        (["甲", "乙"], []),
    ],
)
def test_columns_are_known_by_the_platforms_names(header: list[str], mapping: list[str]) -> None:
    guessed = guess_columns(header)
    assert sorted(guessed.values()) == sorted(mapping)
    assert set(guessed) <= set(header)


def test_how_many_kinds_of_goods_an_order_has_is_no_category() -> None:
    assert guess_columns(["宝贝种类", "商品类目"]) == {"商品类目": "category"}


def test_of_two_columns_for_one_fact_the_likelier_is_taken() -> None:
    assert guess_columns(["Sold For", "Total Price"]) == {"Total Price": "price_paid"}
