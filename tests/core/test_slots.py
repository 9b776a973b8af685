"""What a message names: sizes, colours, contacts; and what is none of them."""

from __future__ import annotations

import pytest
from finding import Find, values
from hypothesis import given
from hypothesis import strategies as st

from app.model import SlotKind


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("M码太小", ["M"]),
        ("换成XL", ["XL"]),
        ("XXXL码", ["XXXL"]),
        ("2xl有吗", ["2XL"]),
        ("鞋子42码", ["42"]),
        ("38.5码", ["38.5"]),
        ("均码", ["均码"]),
        ("换大码", ["大码"]),
        ("size 9", ["9"]),
        ("I need size L", ["L"]),
        ("UK 8 please", ["UK 8"]),
        ("us size 9.5", ["US 9.5"]),
        ("us9", ["US 9"]),
        ("从M码换L码", ["M", "L"]),
    ],
)
def test_sizes(text: str, sizes: list[str], find: Find) -> None:
    assert values(find(text), SlotKind.SIZE) == sizes


@pytest.mark.parametrize(
    ("text", "colors"),
    [
        ("我要黑色的", ["黑色"]),
        ("深蓝色发成浅灰色", ["深蓝色", "浅灰色"]),
        ("天蓝色", ["天蓝色"]),
        ("今天蓝色的还有吗", ["蓝色"]),
        ("昨天黑色的", ["黑色"]),
        ("军绿那件", ["军绿"]),
        ("卡其色裤子", ["卡其色"]),
        ("the navy blue one", ["navy blue"]),
        ("light-grey shirt", ["light-grey"]),
        ("got black instead of white", ["black", "white"]),
    ],
)
def test_colours(text: str, colors: list[str], find: Find) -> None:
    assert values(find(text), SlotKind.COLOR) == colors


@pytest.mark.parametrize("text", ["can i please get a white one", "may i get a green in place of this"])
def test_a_colour_that_is_asked_for_politely_is_wanted(text: str, find: Find) -> None:
    assert [slot.detail for slot in find(text) if slot.kind is SlotKind.COLOR] == ["wanted"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("打我电话13812345678", SlotKind.PHONE, "13812345678"),
        ("138 1234 5678", SlotKind.PHONE, "13812345678"),
        ("+86 138-1234-5678", SlotKind.PHONE, "+8613812345678"),
        ("快递员打13812345678", SlotKind.PHONE, "13812345678"),
        ("0571-88888888", SlotKind.PHONE, "0571-88888888".replace("-", "")),
        ("call +44 20 7946 0958", SlotKind.PHONE, "+442079460958"),
        ("Mail Li.Lei@Example.com please", SlotKind.EMAIL, "li.lei@example.com"),
        ("地址改成浙江省杭州市西湖区文三路8号", SlotKind.ADDRESS, "浙江省杭州市西湖区文三路8号"),
        ("寄到朝阳区建国路88号院", SlotKind.ADDRESS, "朝阳区建国路88号院"),
        ("send it to 12 Baker Street London", SlotKind.ADDRESS, "12 baker street london"),
    ],
)
def test_contacts(text: str, kind: SlotKind, value: str, find: Find) -> None:
    (slot,) = find(text)
    assert (slot.kind, slot.value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "你好在吗",
        "第3件",
        "等了5天了",
        "一块退了吧",
        "退一块儿",
        "give us 2 days",
        "you told us 2 weeks",
        "black friday deal",
        "last month",
        "5 separate parcels",
        "market 5",
        "may 2 of them be returned",
        "天黑了",
        "小区门口",
        "100%",
        "12345678901234567890123",
        "it's too small",
        "size matters",
        "a lot of trouble",
        "型号 A1234567",
        "刀片",
        "i'm 5 foot 2",
    ],
)
def test_what_looks_like_something_and_is_nothing(text: str, find: Find) -> None:
    assert find(text) == ()


def test_everything_in_one_message_comes_in_reading_order(find: Find) -> None:
    text = "订单2398476123450987654，昨天到的L码黑色，付了199元，电话13812345678"
    found = find(text)
    kinds = [SlotKind.ORDER_NO, SlotKind.DATE, SlotKind.SIZE, SlotKind.COLOR, SlotKind.AMOUNT, SlotKind.PHONE]
    assert [slot.kind for slot in found] == kinds
    written = ["2398476123450987654", "昨天", "L码", "黑色", "199元", "13812345678"]
    assert [text[start:end] for start, end in (slot.span for slot in found)] == written


PIECES = st.sampled_from(
    [
        "¥",
        "40",
        "元",
        "7块5",
        "两毛五",
        "XL",
        "码",
        "昨天",
        "3天前",
        "黑色",
        "SF1234567890123",
        "@a.cn",
        "a",
        "-",
        " ",
        "１３８",
        "12345678",
        "\n",
        *("us ", "size ", "2026-", "11-", "路", "杭州市西湖区", "号", "😀", "İ", "²", "٣"),
    ]
)


@given(text=st.lists(PIECES, max_size=15).map("".join) | st.text(max_size=60))
def test_whatever_is_written_slots_lie_in_it_and_do_not_overlap(text: str, find: Find) -> None:
    found = find(text)
    assert [slot.span for slot in found] == sorted(slot.span for slot in found)
    last = 0
    for slot in found:
        start, end = slot.span
        assert last <= start < end <= len(text)
        assert slot.value
        last = end


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("could you make it an l please", ["L"]), ("make that size m", ["M"]), ("make it 2 please", [])],
)
def test_a_size_that_it_shall_be_made_is_wanted(text: str, wanted: list[str], find: Find) -> None:
    assert [slot.value for slot in find(text) if slot.kind is SlotKind.SIZE and slot.detail == "wanted"] == wanted
