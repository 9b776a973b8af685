"""Order numbers of the platforms and tracking numbers of the couriers."""

from __future__ import annotations

import pytest
from finding import Find, values

from app.core.slots import CarrierPattern
from app.model import Platform, SlotKind


@pytest.mark.parametrize(
    ("text", "platform", "number", "shop"),
    [
        ("订单2398476123450987654退款", "taobao", "2398476123450987654", "taobao"),
        ("239847612345098765 这单", "tmall", "239847612345098765", "taobao"),
        ("订单号：301234567890", "jd", "301234567890", "jd"),
        ("301234567890什么时候发", "jd", "301234567890", "jd"),
        ("260911-123456789012345 没发货", "pdd", "260911-123456789012345", "pdd"),
        ("Order 12-34567-89012 has not arrived", "ebay", "12-34567-89012", "ebay"),
        ("my order number is 301234567890", "jd", "301234567890", "jd"),
        ("订单２３９８４７６１２３４５０９８７６５４", "taobao", "2398476123450987654", "taobao"),
    ],
)
def test_order_numbers(text: str, platform: Platform, number: str, shop: str, find: Find) -> None:
    (slot,) = [slot for slot in find(text, platform=platform) if slot.kind is SlotKind.ORDER_NO]
    assert (slot.value, slot.detail) == (number, shop)


@pytest.mark.parametrize(
    ("number", "courier"),
    [
        ("SF1234567890123", "sf"),
        ("YT2812345678901", "yto"),
        ("800012345678901234", "yto"),
        ("75312345678901", "zto"),
        ("ZTO123456789012", "zto"),
        ("STO1234567890123", "sto"),
        ("2681234567890", "sto"),
        ("4312345678901", "yunda"),
        ("YD1234567890123", "yunda"),
        ("JT5123456789012", "jtexpress"),
        ("JDVB12345678901", "jdl"),
        ("DPK123456789012", "deppon"),
        ("EA123456789CN", "ems"),
        ("1123456789012", "ems"),
        ("RB123456789CN", "china_post"),
        ("9812345678901", "china_post"),
        ("LP00123456789012", "cainiao"),
        ("4PX3001234567890CN", "four_px"),
        ("UE123456789YP", "yanwen"),
        ("YW123456789012", "yanwen"),
        ("9400123456789012345678", "usps"),
        ("LB123456789US", "usps"),
        ("AB123456789GB", "royal_mail"),
        ("AB123456789AU", "australia_post"),
        ("1Z999AA10123456784", "ups"),
        ("JJD01234567890123456", "dhl"),
        ("GM1234567890123456", "dhl"),
    ],
)
@pytest.mark.parametrize("sentence", ["快递单号 {} 一直没动", "tracking number {} has not moved", "物流{}"])
def test_tracking_numbers_of_every_courier(number: str, courier: str, sentence: str, find: Find) -> None:
    (slot,) = find(sentence.format(number.lower()))
    assert (slot.kind, slot.value, slot.detail) == (SlotKind.TRACKING_NO, number, courier)


def test_every_courier_has_a_number_in_this_test(couriers: tuple[CarrierPattern, ...]) -> None:
    (mark, *_) = test_tracking_numbers_of_every_courier.pytestmark[1:]  # type: ignore[attr-defined]
    assert {courier for _, courier in mark.args[1]} == {courier.id for courier in couriers}


def test_the_words_before_a_number_say_what_it_is(find: Find) -> None:
    number = "800012345678901234"
    assert [slot.kind for slot in find(f"订单{number}")] == [SlotKind.ORDER_NO]
    assert [slot.kind for slot in find(f"快递{number}")] == [SlotKind.TRACKING_NO]


def test_a_number_of_an_unknown_courier_is_taken_where_the_words_say_so(find: Find) -> None:
    (slot,) = find("运单号 ABC12345678901")
    assert (slot.kind, slot.detail) == (SlotKind.TRACKING_NO, "")
    assert find("货号 ABC12345678901") == ()


def test_a_phone_number_is_no_tracking_number(find: Find) -> None:
    assert values(find("快递没到，电话13812345678"), SlotKind.TRACKING_NO) == []
