"""What a message is about once the turns before it, or the item before the buyer, are heard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.core.context import LIKELY_BEFORE, REMEDIES, look_at_shelf, read_context
from app.core.draft import draft
from app.core.stage import is_browsing
from app.core.understanding import understand
from app.engine import Engine
from app.model import Classification, Facts, Inquiry, ScoredIntent, Turn

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
SIGNED = Facts(
    order_no="3990000000000000001",
    item="裤子",
    paid_at=NOW - timedelta(days=6),
    shipped_at=NOW - timedelta(days=5),
    signed_at=NOW - timedelta(days=2),
)
SHELF = Facts(item="咖啡豆")


def turns(*said: str) -> tuple[Turn, ...]:
    """Return turns in which buyer and shop speak by turns."""
    return tuple(Turn("shop" if number % 2 else "buyer", text, NOW) for number, text in enumerate(said))


@pytest.mark.parametrize(
    ("earlier", "message", "matter"),
    [
        (("这条裤腿长了一大截", "请问长了多少呢"), "大概一个巴掌", "sizing"),
        (("how soft is the blue mattress?", "It is the softer one."), "and the grey", "presale"),
    ],
)
def test_a_fragment_is_guessed_from_what_was_said_before(
    earlier: tuple[str, ...], message: str, matter: str, engine: Engine
) -> None:
    inquiry = Inquiry(message, facts=SIGNED if matter != "presale" else SHELF, history=turns(*earlier))
    answer = draft(inquiry, engine.kit, now=NOW)
    assert answer.classification.abstained
    assert matter in {one.matter for one in answer.drafts}


def test_what_was_said_before_is_never_asserted(engine: Engine) -> None:
    classifier = engine.kit.classifier
    found = classifier.classify("大概一个巴掌")
    heard = read_context(found, "大概一个巴掌", ["这条裤腿长了一大截，太长了"], classifier)
    assert heard.abstained
    assert heard.candidates[0].id == "sizing"
    assert found.candidates != heard.candidates


@pytest.mark.parametrize(
    ("earlier", "message", "topic"),
    [
        (("有一袋漏气了", "抱歉，您想怎么处理呢"), "那我把这袋寄回去吧", "quality_problem"),
        (("你们发错颜色了，我买的黑的来了白的", "抱歉，给您核实"), "我不想要了我要退货", "wrong_item"),
        (("the zip broke on day one", "sorry to hear that"), "i want to return it then", "quality_problem"),
        (("你好，在吗", "在的亲"), "我要退货", "return_exchange"),
        (("我的退款到哪一步了", "在处理了"), "我要退货", "return_exchange"),
        ((), "我要退货", "return_exchange"),
    ],
)
def test_what_a_return_is_for_was_said_before(
    earlier: tuple[str, ...], message: str, topic: str, engine: Engine
) -> None:
    found = understand(Inquiry(message, facts=SIGNED, history=turns(*earlier)), engine.kit, now=NOW)
    assert found.classification.intents[0].id in REMEDIES
    assert found.topics == (topic,)


def test_what_somebody_said_the_message_means_is_answered(engine: Engine) -> None:
    meant = Inquiry("那我要退货", facts=SIGNED, history=turns("你们发错颜色了"), intents=("return_exchange",))
    assert understand(meant, engine.kit, now=NOW).topics == ("return_exchange",)


def test_a_message_that_says_it_all_is_heard_alone(engine: Engine) -> None:
    classifier = engine.kit.classifier
    found = classifier.classify("麻烦开一下发票")
    assert not found.abstained
    assert read_context(found, "麻烦开一下发票", ["衣服太大了"], classifier) is found
    unsure = classifier.classify("zzz")
    assert read_context(unsure, "zzz", [], classifier) is unsure


@pytest.mark.parametrize(
    ("facts", "browsing"),
    [
        (Facts(), False),
        (SHELF, True),
        (Facts(item="咖啡豆", category="food"), True),
        (Facts(item="咖啡豆", order_no="1"), False),
        (Facts(item="咖啡豆", tracking_no="SF1"), False),
        (SIGNED, False),
    ],
)
def test_who_has_an_item_before_them_and_no_order_is_browsing(facts: Facts, browsing: bool) -> None:
    assert is_browsing(facts) is browsing


def test_who_is_browsing_asks_about_the_goods_and_has_no_fault_to_report() -> None:
    found = Classification("zh", (), (ScoredIntent("quality_problem", 0.8), ScoredIntent("other", 0.1)))
    heard = look_at_shelf(found, SHELF)
    assert [one.id for one in heard.candidates[:2]] == ["presale", "quality_problem"]
    assert heard.candidates[0].score == LIKELY_BEFORE
    assert look_at_shelf(found, SIGNED) is found
    sure = Classification("zh", (ScoredIntent("quality_problem", 0.97),), found.candidates)
    assert look_at_shelf(sure, SHELF) is sure


def test_who_is_browsing_is_not_asked_for_an_order(engine: Engine) -> None:
    found = draft(Inquiry("不晓得这东西究竟行不行", facts=SHELF), engine.kit, now=NOW)
    assert found.classification.abstained
    assert "presale" in {one.matter for one in found.drafts}
    holding = next(one for one in found.drafts if one.matter == "holding")
    assert "订单号" not in holding.body.text
    assert "order number" not in holding.gloss.text


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (Facts(item="加厚连帽卫衣"), {"clothing"}),
        (Facts(item="Wool jumper, grey"), {"clothing"}),
        (Facts(item="A3", category="零食坚果"), {"food"}),
        (Facts(item="不锈钢电饭煲 4L"), set()),
        (Facts(), set()),
    ],
)
def test_the_name_of_the_goods_tells_what_kind_they_are(facts: Facts, told: set[str], engine: Engine) -> None:
    found = understand(Inquiry("有一个裂开了", facts=facts), engine.kit, now=NOW)
    assert found.given & {"clothing", "food"} == told


@pytest.mark.parametrize("answered", ["亲，收到照片了，我这就核对", "thanks for the photos, one moment"])
def test_photos_that_the_shop_has_seen_are_not_asked_for_again(answered: str, engine: Engine) -> None:
    inquiry = Inquiry("有一个裂开了", facts=SIGNED, history=turns("收到了，你看一下", answered))
    found = understand(inquiry, engine.kit, now=NOW)
    assert {"photo", "photo_parcel"} <= found.given
    assert "照片发" not in draft(inquiry, engine.kit, now=NOW).drafts[0].body.text
