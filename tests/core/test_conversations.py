"""What a message is answered with that goes on with a conversation."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.core.answers import agrees, defers, drop_refused, find_after, find_answered
from app.core.draft import draft
from app.core.library import Library
from app.core.turns import Opened
from app.engine import Engine
from app.model import Answer, Facts, Inquiry, Turn

ASKED = Opened(begun=True, last="您是要取消这一单吗？", after="asked")


def answer(engine: Engine, now: datetime, message: str, *history: Turn, facts: Facts | None = None) -> Answer:
    return draft(Inquiry(message=message, history=history, facts=facts or Facts()), engine.kit, now=now)


def templates(found: Answer) -> list[str]:
    return [one.template for one in found.drafts]


@pytest.mark.parametrize(
    "text", ["是的", "对，就是这单", "嗯嗯好的", "yes please", "ok go ahead", "tomorrow is fine", "可以，谢谢"]
)
def test_a_yes_is_heard(text: str) -> None:
    assert agrees(text, ASKED)
    assert not agrees(text, replace(ASKED, after="promised"))


@pytest.mark.parametrize(
    "text",
    [
        "好的，我看看",
        "不是这单",
        "可以退吗",
        "是右边那一只",
        "行，那什么时候发",
        "ok but when",
        "是的，另外那件呢",
        "谢谢",
    ],
)
def test_what_says_more_or_less_than_yes_is_not(text: str) -> None:
    assert not agrees(text, ASKED)


def test_photos_that_were_asked_for_count_as_given_once_the_buyer_says_so(library: Library) -> None:
    wanted = Opened(begun=True, last="麻烦拍两张照片发我", after="requested")
    assert "photo" in set(find_answered("发了", wanted, library))
    assert "photo" in set(find_answered("just sent them", wanted, library))
    assert not set(find_answered("马上发", wanted, library))
    assert not set(find_answered("发了", replace(wanted, last=""), library))


def test_who_says_yes_to_the_shop_is_told_that_it_will_be_done(engine: Engine, now: datetime) -> None:
    found = answer(engine, now, "对的，就这个", Turn("buyer", "取消吧"), Turn("shop", "亲，是取消灰色那件吗？"))
    assert found.drafts[0].template == "greeting.agreed"
    assert found.drafts[0].body.text.startswith("亲，好的")


def test_what_was_promised_is_not_put_off_by_being_asked_for_again(engine: Engine, now: datetime) -> None:
    soon = now + timedelta(hours=3)
    vow = Turn("shop", f"我在催仓库了，{soon.month}月{soon.day}日 {soon:%H:%M} 前给您回复")
    facts = Facts(paid_at=now - timedelta(days=1))
    found = answer(engine, now, "到底什么时候发货", Turn("buyer", "怎么还不发货"), vow, facts=facts)
    assert all(f"{soon:%H:%M}" in one.body.text for one in found.drafts)
    assert templates(found)[-1] == "holding.promised"


def test_word_that_is_overdue_is_apologised_for(engine: Engine, now: datetime) -> None:
    vow = Turn("shop", "我去问一下，2小时内给您回复", now - timedelta(hours=5))
    assert "holding.broken" in templates(answer(engine, now, "怎么没人理我了", Turn("buyer", "东西坏了"), vow))


def test_thanks_while_something_is_being_checked_hears_that_it_goes_on(engine: Engine, now: datetime) -> None:
    found = answer(engine, now, "好的谢谢", Turn("buyer", "快递不动了"), Turn("shop", "我帮您催快递了"))
    assert found.drafts[0].template == "greeting.until"


def test_a_size_alone_is_answered_in_the_language_of_the_conversation(engine: Engine, now: datetime) -> None:
    turns = Turn("buyer", "我想改个尺码"), Turn("shop", "可以的，您要改成什么码？")
    assert answer(engine, now, "XL", *turns, facts=Facts(paid_at=now)).drafts[0].body.language == "zh"


def test_a_bare_chase_after_delivery_asks_after_the_open_refund(engine: Engine, now: datetime) -> None:
    facts = Facts(
        paid_at=now - timedelta(days=9), signed_at=now - timedelta(days=4), refund_requested_at=now - timedelta(days=1)
    )
    assert "refund_progress" in answer(engine, now, "有进展吗", facts=facts).drafts[0].template


def test_an_apology_that_the_shop_has_made_is_not_made_again_to_an_answer(engine: Engine, now: datetime) -> None:
    turns = Turn("buyer", "杯子到手是碎的"), Turn("shop", "实在抱歉，麻烦拍一下外箱和破损处的照片")
    found = answer(engine, now, "拍好发你了", *turns, facts=Facts(signed_at=now))
    assert not any("抱歉" in one.body.text or "麻烦您把" in one.body.text for one in found.drafts)


def test_a_remedy_that_is_turned_down_is_not_heard_as_wished_for() -> None:
    assert drop_refused("i want my money back not a new one").strip() == "i want my money back"
    assert "new one" in drop_refused("please send a new one")


def test_an_apology_stays_where_the_buyer_reproaches(engine: Engine, now: datetime) -> None:
    turns = Turn("buyer", "包裹里少了两颗螺丝"), Turn("shop", "亲，您是遇到什么问题了吗？")
    found = answer(engine, now, "同样的话我都说三遍了", *turns, facts=Facts(signed_at=now))
    assert any("抱歉" in one.body.text for one in found.drafts)


def test_who_lets_it_be_is_asked_nothing(engine: Engine, now: datetime) -> None:
    turns = Turn("buyer", "有赠品吗"), Turn("shop", "活动结束了，这单没有赠品了")
    assert answer(engine, now, "哦那没关系", *turns).drafts[0].template == "greeting.noted"
    assert answer(engine, now, "好的，能包严一点就行", *turns).drafts[0].template == "greeting.noted"


def test_a_refund_asked_for_in_answer_to_a_lost_parcel_is_one_for_that_parcel(engine: Engine, now: datetime) -> None:
    turns = Turn("buyer", "my parcel never arrived"), Turn("shop", "Would you like a new one or a refund?")
    days = timedelta(days=1)
    facts = Facts(paid_at=now - 50 * days, shipped_at=now - 49 * days, latest_delivery_by=now - 9 * days)
    found = draft(Inquiry(message="refund please", history=turns, facts=facts, platform="ebay"), engine.kit, now=now)
    assert found.drafts[0].template == "parcel_not_received.ebay_due_refund"


@pytest.mark.parametrize("text", ["稍等我看看", "好的，我晚点拍", "hang on, let me check"])
def test_who_will_see_to_it_is_given_time(text: str) -> None:
    asked = Opened(begun=True, last="麻烦把新地址发我", after="requested")
    assert defers(text, asked)
    assert find_after(text, asked, "greeting") == "requested"


@pytest.mark.parametrize("text", ["等多久啊", "不想等了", "发了", "why should i"])
def test_who_asks_or_refuses_puts_nothing_off(text: str) -> None:
    assert not defers(text, Opened(begun=True, last="麻烦把新地址发我", after="requested"))


def test_thanks_alone_takes_up_nothing() -> None:
    assert find_after("谢谢", ASKED, "greeting") is None
    assert find_after("谢谢", ASKED, "holding") == "asked"


def test_an_offer_that_is_too_little_goes_to_the_supervisor(engine: Engine, now: datetime) -> None:
    turns = Turn("buyer", "拉链坏了"), Turn("shop", "给您退八块钱去修可以吗？")
    found = answer(engine, now, "八块也太少了", *turns, facts=Facts(signed_at=now))
    assert "holding.offer_low" in templates(found)
    assert found.escalate is not None


def test_photos_that_there_are_not_are_not_asked_for_again(engine: Engine, now: datetime) -> None:
    turns = Turn("buyer", "盘子碎了"), Turn("shop", "麻烦拍几张照片发过来")
    found = answer(engine, now, "当时没拍照片啊", *turns, facts=Facts(signed_at=now))
    assert "holding.no_photos" in templates(found)


def test_an_answer_that_is_taken_for_another_matter_may_still_be_taken_up(engine: Engine, now: datetime) -> None:
    turns = Turn("buyer", "says delivered but i have nothing"), Turn("shop", "Could you confirm the address, please?")
    inquiry = Inquiry(message="it is 4 elm road, leeds", history=turns, facts=Facts(delivered_at=now), platform="ebay")
    assert "holding.answered" in templates(draft(inquiry, engine.kit, now=now))


def test_what_only_the_goods_can_show_is_not_heard_from_somebody_who_looks_at_an_item(
    engine: Engine, now: datetime
) -> None:
    found = answer(engine, now, "有运费险吗？支持七天无理由吗？会不会有色差？", facts=Facts(item="地毯"))
    assert "抱歉" not in found.drafts[0].body.text
    assert not found.drafts[0].missing


def test_who_pays_the_way_back_of_our_own_mistake_is_answered_by_the_mistake(engine: Engine, now: datetime) -> None:
    turns = Turn("buyer", "you sent the wrong colour, i ordered white"), Turn("shop", "Please open a return.")
    facts = Facts(paid_at=now - timedelta(days=9), shipped_at=now - timedelta(days=8), delivered_at=now)
    inquiry = Inquiry(message="who pays the return postage?", history=turns, facts=facts, platform="ebay")
    assert draft(inquiry, engine.kit, now=now).drafts[0].template.startswith("wrong_item.")


def test_a_longer_yes_in_latin_letters_is_a_yes_still() -> None:
    assert agrees("perfect, please go ahead with the refund then", ASKED)
    assert defers("let me measure it and come back to you", replace(ASKED, after="requested"))


@pytest.mark.parametrize(
    ("message", "shop", "reply"),
    [
        ("无语", "仓库这两天单子多，明天发出。", "unclear.sigh"),
        ("真是的", "麻烦您拍两张照片发来。", "holding.sigh_asked"),
        ("亲没有了呢", "还有什么可以帮您的吗？", "holding.nothing_more"),
        ("不必了，我自己提交", "需要我帮您登记退货吗？", "holding.myself"),
        ("改成七天无理由了，这样可以了吧", "退款原因要选七天无理由。", "holding.check_now"),
        ("哦，是这样啊，我还以为一直有呢", "昨天的活动结束了。", "holding.i_see"),
        ("我照你说的重新下单了", "没付款的可以再下一单。", "holding.reordered"),
        ("跟仓库说了没", "好的，我去跟仓库说发顺丰。", "other.told"),
        ("我也不清楚啊", "外箱是什么时候破的呢？", "holding.dont_know"),
        ("please ignore my last message, it is sorted", "Your parcel is with the carrier.", "other.wrong_person"),
        ("我下单了哈哈 就要这款", "有货的，今天能发。", "holding.placed"),
        ("到时候会有电话和我联系对吧", "师傅会提前打电话的。", "holding.will_call"),
        ("稍微有一丢丢着急呢", "付款后四十八小时发出。", "holding.urgent"),
        ("i dont understand what you mean", "Please open a return in your purchases.", "unclear.explain"),
        ("好的记得补发茶笔哟", "茶笔漏发了，我们给您补发。", "holding.remember"),
    ],
)
def test_what_is_said_in_passing_is_taken_up(
    engine: Engine, now: datetime, message: str, shop: str, reply: str
) -> None:
    assert reply in templates(answer(engine, now, message, Turn("shop", shop)))


@pytest.mark.parametrize(
    ("text", "asked", "reply"),
    [
        ("ebay will not let me attach the pictures", "Could you send us a photo of it?", "holding.ebay_photos"),
        ("the maker has recalled this power bank, can i get my money back", "", "holding.ebay_recall"),
        ("the wick will not stay lit", "", "unclear.ebay_fault"),
        ("so you are saying i broke it myself", "That looks like a knock to us.", "not_blamed"),
    ],
)
def test_what_no_matter_is_sure_of_is_held_by_a_reply_of_its_own(
    engine: Engine, now: datetime, text: str, asked: str, reply: str
) -> None:
    turns = (Turn("shop", asked),) if asked else ()
    inquiry = Inquiry(message=text, history=turns, facts=Facts(delivered_at=now), platform="ebay")
    assert any(reply in one for one in templates(draft(inquiry, engine.kit, now=now)))
