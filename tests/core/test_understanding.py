"""What an inquiry is about, and the facts that the message itself fills in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from app.core.guess import find_guess
from app.core.silence import find_silent_topic
from app.core.turns import NOTHING_OPEN
from app.core.understanding import Understanding, fill_facts, understand
from app.engine import Engine
from app.model import Classification, Facts, Inquiry, ScoredIntent, Slot, SlotKind, Turn

ORDER = Slot(SlotKind.ORDER_NO, "2398476123450987654", (0, 19), "taobao")
PARCEL = Slot(SlotKind.TRACKING_NO, "SF1234567890123", (20, 35), "sf")


def test_numbers_in_the_message_stand_in_for_facts() -> None:
    assert fill_facts(Facts(), [ORDER, PARCEL], returning=False) == Facts(
        order_no=ORDER.value, tracking_no=PARCEL.value
    )


def test_a_buyer_who_sends_back_names_the_number_of_the_way_back() -> None:
    assert fill_facts(Facts(), [PARCEL], returning=True) == Facts(return_tracking_no=PARCEL.value)


def test_a_given_fact_is_never_overwritten_and_the_first_number_counts() -> None:
    other = Slot(SlotKind.ORDER_NO, "1111111111111111111", (40, 59))
    assert fill_facts(Facts(order_no="mine"), [ORDER], returning=False).order_no == "mine"
    assert fill_facts(Facts(), [ORDER, other], returning=False).order_no == ORDER.value


@pytest.mark.parametrize(
    ("case", "topics", "language"),
    [
        ({"message": "麻烦开一下发票"}, ("invoice",), "zh"),
        ({"message": "麻烦开一下发票", "reply_language": "en"}, ("invoice",), "en"),
        ({"message": "麻烦开一下发票", "platform": "ebay"}, ("invoice",), "zh"),
        ({"message": "？？？", "platform": "ebay"}, ("unclear",), "en"),
        (
            {"message": "where is the button 我在手机上怎么都找不到在哪里点退货", "platform": "ebay"},
            ("refund_howto",),
            "zh",
        ),
        ({"message": "zzz"}, ("unclear",), "en"),
        ({"message": "你们公司招人吗"}, ("other",), "zh"),
        ({"message": "Thx m8 👍"}, ("greeting",), "en"),
        ({"message": None, "notice": "shipped"}, ("notice",), "zh"),
        ({"message": None, "notice": "shipped", "platform": "ebay"}, ("notice",), "en"),
    ],
)
def test_topics_and_the_language_of_the_answer(
    case: dict[str, Any], topics: tuple[str, ...], language: str, engine: Engine, now: datetime
) -> None:
    found = understand(Inquiry(**case), engine.kit, now=now)
    assert found.topics == topics
    assert found.reply_language == language


def test_a_tracking_number_beside_a_return_is_that_of_the_way_back(engine: Engine, now: datetime) -> None:
    back = understand(Inquiry("货退回去了，单号SF1234567890123，退款什么时候到账"), engine.kit, now=now)
    assert back.facts.return_tracking_no == "SF1234567890123"
    assert back.facts.tracking_no is None


def test_only_the_buyers_turns_are_heard(engine: Engine, now: datetime) -> None:
    turns = (Turn("shop", "要开发票吗"), Turn("buyer", "什么时候发货"))
    told = understand(Inquiry("还没呢", history=turns), engine.kit, now=now)
    heard = understand(Inquiry("还没呢", history=turns[1:]), engine.kit, now=now)
    assert told.classification == heard.classification


def scored(*candidates: tuple[str, float]) -> Classification:
    """Return a classification that asserts nothing."""
    return Classification("zh", (), tuple(ScoredIntent(name, score) for name, score in candidates))


@pytest.mark.parametrize(
    ("text", "candidates", "topic", "guess"),
    [
        ("那个", [("sizing", 0.3)], "unclear", None),
        ("那个", [("sizing", 0.6)], "unclear", "sizing"),
        ("那个", [("sizing", 0.8)], "holding", "sizing"),
        ("那个", [("greeting", 0.7)], "unclear", None),
        ("上次说好的那个还没有给我弄", [("sizing", 0.1)], "holding", None),
        ("this is not what we agreed on", [("sizing", 0.1)], "holding", None),
        ("东西收到了", [("sizing", 0.5), ("greeting", 0.4)], "greeting", "sizing"),
        ("东西收到了?", [("sizing", 0.7), ("greeting", 0.4)], "holding", "sizing"),
        ("东西收到了", [("sizing", 0.7), ("greeting", 0.1)], "holding", "sizing"),
        ("你们招人吗", [("other", 0.9)], "other", None),
        ("help", [("other", 0.02)], "unclear", None),
        ("帮我查下我的订单", [("other", 0.6), ("late_shipment", 0.2)], "unclear", None),
        ("order related", [("late_shipment", 0.8)], "unclear", "late_shipment"),
        ("我的订单昨天刚付款，想把收货地址换成公司的", [("order_change", 0.3)], "holding", "order_change"),
        ("", [], "unclear", None),
    ],
)
def test_where_nothing_is_asserted_the_line_is_held_or_the_meaning_asked_for(
    text: str, candidates: list[tuple[str, float]], topic: str, guess: str | None, engine: Engine
) -> None:
    found = scored(*candidates)
    assert find_silent_topic(found, text, NOTHING_OPEN) == topic
    supposed = find_guess(
        Understanding(found, (), Facts(), (topic,), "zh"), engine.library, stage="unknown", platform="taobao"
    )
    assert (supposed.intent if supposed else None) == guess


def test_the_number_of_the_way_back_is_not_taken_for_that_of_the_way_there() -> None:
    known = Facts(return_tracking_no=PARCEL.value)
    assert fill_facts(known, [PARCEL], returning=False) == known
