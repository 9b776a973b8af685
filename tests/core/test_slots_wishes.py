"""What the buyer wants: a size, a colour, a remedy, a name on the invoice; and whose reason it is."""

from __future__ import annotations

import pytest
from finding import Find, values

from app.core.slots.goods import WANTED
from app.core.slots.reasons import is_change_of_mind, is_own_mistake
from app.model import SlotKind


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the ring is a size 8 but I need 7, may I swap", ["7"]),
        ("我要换L码", ["L"]),
        ("M换成L可以吗", ["L"]),
        ("从40码换41码", ["41"]),
        ("太紧了，换大一码", ["+1"]),
        ("one size down please", ["-1"]),
        ("can I exchange it for a medium", ["M"]),
        ("想换件厚的XL", ["XL"]),
        ("我拍的M码，收到L码", []),
        ("I need 7 days to check", []),
        ("不要L码", []),
    ],
)
def test_the_wanted_size_is_told_from_others(text: str, wanted: list[str], find: Find) -> None:
    assert [slot.value for slot in find(text) if slot.kind is SlotKind.SIZE and slot.detail == WANTED] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("把黑色换成白色", ["白色"]),
        ("could I swap them for the plain black ones", ["black"]),
        ("我要的是深蓝，来的是红色", ["深蓝"]),
        ("红色的坏了", []),
    ],
)
def test_the_wanted_colour_is_told_from_others(text: str, wanted: list[str], find: Find) -> None:
    assert [slot.value for slot in find(text) if slot.kind is SlotKind.COLOR and slot.detail == WANTED] == wanted


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("不等了，退钱", ["refund"]),
        ("把钱退给我", ["refund"]),
        ("Just give me my money back", ["refund"]),
        ("please refund me", ["refund"]),
        ("给补寄一个也行", ["resend"]),
        ("不要退款，给我补发", ["resend"]),
        ("I would like another one sent rather than the money", ["resend"]),
        ("I don't want a refund, just send me a new one", ["resend"]),
        ("鞋子小了，想换货", ["exchange"]),
        ("can I exchange it", ["exchange"]),
        ("能不能给我修一下", ["repair"]),
        ("补发还是退款都行", []),
        ("Repair, replacement or refund please", []),
        ("取消退款申请", []),
        ("我取消申请退款", []),
        ("可以换收货地址吗", []),
        ("I am an exchange student", []),
        ("怎么退款", []),
        ("replacement please", ["resend"]),
        ("ok then, full refund", ["refund"]),
        ("where is my refund", []),
        ("any refund policy", []),
    ],
)
def test_a_remedy_counts_only_where_the_buyer_has_chosen_it(text: str, remedy: list[str], find: Find) -> None:
    assert values(find(text), SlotKind.REMEDY) == remedy


@pytest.mark.parametrize(
    ("text", "title", "tax_no"),
    [
        ("发票抬头 杭州晴川文化有限公司，税号 91330106MA2CE5XQ8P", ["杭州晴川文化有限公司"], ["91330106MA2CE5XQ8P"]),
        ("开票：南京北斗贸易有限公司", ["南京北斗贸易有限公司"], []),
        ("A VAT invoice made out to Larkfield Rowing Club for the 6 oars", ["Larkfield Rowing Club"], []),
        ("invoice for my company: Nordlicht GmbH, VAT no DE123456789", ["Nordlicht GmbH"], ["DE123456789"]),
        ("寄到 杭州晴川文化有限公司", [], []),
        ("invoice please, made out to me", [], []),
        ("could the invoice carry my company name on it please", [], []),
        ("invoice made out to our company name", [], []),
        ("发票抬头开给我们公司", [], []),
    ],
)
def test_the_name_and_tax_number_for_an_invoice(text: str, title: list[str], tax_no: list[str], find: Find) -> None:
    found = find(text)
    assert (values(found, SlotKind.INVOICE_TITLE), values(found, SlotKind.TAX_NO)) == (title, tax_no)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("不想要了", True),
        ("拍错了尺码", True),
        ("my friend bought me the same pair", True),
        ("i changed my mind", True),
        ("你们发错了，不是我拍错", False),
        ("you sent the blue one by mistake", False),
        ("it is broken", False),
    ],
)
def test_a_change_of_mind_is_heard(text: str, own: bool) -> None:
    assert is_change_of_mind(text) is own


def test_pieces_that_are_short_are_no_money(find: Find) -> None:
    assert values(find("洗衣皂少了3块"), SlotKind.AMOUNT) == []
    assert values(find("便宜了3块"), SlotKind.AMOUNT) == ["3.00 CNY"]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("我拍错了尺码", True),
        ("手快选成了黑色", True),
        ("i ordered the wrong size", True),
        ("i chose the wrong colour, my mistake", True),
        ("你们发错了", False),
        ("是你们拍错了图", False),
        ("you sent the wrong one by mistake", False),
        ("it is the wrong item", False),
    ],
)
def test_a_buyer_who_owns_up_to_a_wrong_order(text: str, own: bool) -> None:
    assert is_own_mistake(text) is own
