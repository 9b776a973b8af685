"""A reply that only checks names the buyer's own question, where there is one plain question that may be repeated."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.core.quoting import find_question, find_report
from app.engine import Engine
from app.model import Facts, Inquiry


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("你好，这个锅能放进烤箱里吗？", "这个锅能放进烤箱里吗"),
        ("亲亲 在吗 请问一下这款杯盖单卖吗～", "这款杯盖单卖吗"),
        ("麻烦看看仓库登记的是哪一天", "麻烦看看仓库登记的是哪一天"),
        ("Hi there, can I put the glass lid in the oven?", "can I put the glass lid in the oven"),
        ("这个什么材质的呀亲", "这个什么材质的呀"),
        ("能单买吗   我就要盖子", None),
        # The one question beside what is told.
        ("杯子到了。盖子单卖吗？", "盖子单卖吗"),
        ("It came in 2.5 days. Can I order the lid alone?", "Can I order the lid alone"),
        # A statement, too little, two questions, too long.
        ("盖子合不上", None),
        ("能吗？", None),
        ("how much?", None),
        ("Do you post to Malta? How long does it take?", None),
        ("这个杯子的盖子如果以后摔坏了或者找不到了你们家能不能单独卖我一个新的盖子呀", None),
        # A long number, a picture, a quotation.
        ("打13800000000能联系上吗", None),
        ("[图片] 是这种吗", None),
        ("杯盖怎么还没给我寄出来", None),
        ("标签上写的“仅手洗”是什么意思", None),
        ("", None),
        ("???", None),
    ],
)
def test_one_plain_question_is_found_without_its_greeting(message: str, question: str | None) -> None:
    assert find_question(message) == question


@pytest.mark.parametrize(
    ("message", "report"),
    [
        ("就是拉链头掉下来了", "拉链头掉下来了"),
        ("你好，杯底有一圈黄印子！", "杯底有一圈黄印子"),
        ("the zip came off on the first day", "the zip came off on the first day"),
        ("there's no guide in the box", "there's no guide in the box"),
        ("Hi there seller, there is no guide inside", "there is no guide inside"),
        ("team shirt has a hole", "team shirt has a hole"),
        ("Hello! The zip came off on the first day. Can you help?", "The zip came off on the first day"),
        # Somebody is named, a question, too little, two things told.
        ("我的拉链头掉下来了", None),
        ("my zip came off on the first day", None),
        ("拉链头掉下来了怎么办", None),
        ("拉链头能修吗", None),
        ("坏了", None),
        ("拉链掉了。扣子也松了。", None),
    ],
)
def test_one_plain_report_is_found_without_anybody_named(message: str, report: str | None) -> None:
    assert find_report(message) == report


@pytest.mark.parametrize(
    ("message", "platform", "said"),
    [
        ("你们仓库门口那只猫叫什么名字呀", "taobao", "您问的“你们仓库门口那只猫叫什么名字呀”"),
        (
            "what is the name of the cat in your window",
            "ebay",
            "You asked: “what is the name of the cat in your window”",
        ),
    ],
)
def test_the_reply_names_the_question_in_its_own_language_alone(
    engine: Engine, now: datetime, message: str, platform: str, said: str
) -> None:
    drafts = engine.draft(Inquiry(message=message, platform=platform, facts=Facts()), now=now).drafts  # type: ignore[arg-type]
    assert said in drafts[0].body.text
    assert message not in drafts[0].gloss.text


def test_a_fault_is_named_in_the_buyers_words(engine: Engine, now: datetime) -> None:
    facts = Facts(order_no="2026112000010001", signed_at=now - timedelta(hours=20), item="椭圆镜")
    inquiry = Inquiry(message="镜面靠边有一片雾花擦不掉", platform="taobao", facts=facts, intents=("quality_problem",))
    assert "您说的“镜面靠边有一片雾花擦不掉”" in engine.draft(inquiry, now=now).drafts[0].body.text


@pytest.mark.parametrize(
    "message",
    ["你们老板加个微信聊聊行吗", "你们是全国第一的店吗", "你们这帮骗子什么时候关门啊"],
)
def test_what_the_shop_may_not_say_is_not_repeated(engine: Engine, now: datetime, message: str) -> None:
    drafts = engine.draft(Inquiry(message=message, platform="taobao", facts=Facts()), now=now).drafts
    assert drafts
    assert not any(message in one.body.text for one in drafts)


@pytest.mark.parametrize(
    ("message", "last"),
    [
        ("退货的时候盒子里的卡片要一起放进去吗", ("holding.general", "guess")),
        # Chosen by a telling word; told by a decision; nothing asked.
        ("我不小心取消了，能恢复订单吗", ("cancel_order.restore", "warm")),
        ("我要退货", ("return_exchange.not_shipped", "warm")),
    ],
)
def test_behind_a_reply_for_a_whole_matter_the_question_itself_is_offered_to_be_checked(
    engine: Engine, now: datetime, message: str, last: tuple[str, str]
) -> None:
    facts = Facts(order_no="2026112000010001", paid_at=now - timedelta(days=1))
    found = engine.draft(Inquiry(message=message, platform="taobao", facts=facts), now=now).drafts[-1]
    assert (found.template, found.variant) == last
