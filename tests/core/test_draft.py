"""The whole way from an inquiry to drafts, with the built-in library."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.asking import MOST_ASKED
from app.core.draft import draft
from app.core.kit import Kit
from app.core.lint import EBAY_LONGEST
from app.core.understanding import understand
from app.engine import Engine
from app.errors import BadInput
from app.model import PLATFORMS, Answer, Facts, Inquiry, Platform, Turn

DAY = timedelta(days=1)
PRICES = {"price_paid": Decimal(199), "current_price": Decimal(159)}


@pytest.fixture(scope="session")
def eager(engine: Engine) -> Kit:
    """The built-in kit with a classifier that speaks up early, to see several matters at once."""
    classifier = engine.kit.classifier
    return replace(engine.kit, classifier=replace(classifier, thresholds=dict.fromkeys(classifier.labels, 0.3)))


def ask(message: str | None, engine: Engine, now: datetime, **more: Any) -> Answer:
    return engine.draft(Inquiry(message, **more), now=now)


def test_the_standard_draft_comes_first_and_its_gloss_says_the_same(engine: Engine, now: datetime) -> None:
    found = ask("怎么申请退差价", engine, now, facts=Facts(closed_at=now - 3 * DAY, **PRICES))
    first, *others = found.drafts
    assert first.variant == "standard"
    assert {draft.variant for draft in others} <= {"short", "warm"}
    for one in found.drafts:
        assert (one.body.language, one.gloss.language) == ("zh", "en")
        assert ("¥40.00" in one.body.text) is ("CNY 40.00" in one.gloss.text)
    assert "¥40.00" in first.body.text


def test_what_is_asked_for_is_named_as_missing_until_somebody_says_it(engine: Engine, now: datetime) -> None:
    asked = ask("刚买就降价，退差价", engine, now).drafts[0]
    assert "order_no" in asked.missing
    assert "订单号" in asked.body.text
    told = ask("刚买就降价，退差价", engine, now, facts=Facts(order_no="2398476123450987654")).drafts[0]
    assert "order_no" not in told.missing
    written = ask("订单2398476123450987654降价了，退差价", engine, now).drafts[0]
    assert "order_no" not in written.missing


def test_several_matters_are_answered_in_one_reply(eager: Kit, now: datetime) -> None:
    found = draft(Inquiry("色差太大了，我要退货，运费谁出"), eager, now=now)
    topics = [intent.id for intent in found.classification.intents]
    assert len(topics) >= 2
    first = found.drafts[0]
    covered = eager.library.covered_by(topics)
    *answered, asked = [name.split(".")[0] for name in first.template.split("+")]
    assert answered == [one for one in topics if one not in covered]
    # "运费谁出" is a question on the side.
    assert asked == "return_postage"
    assert first.body.text.count("您好") == 1
    sentences = [part for part in first.body.text.replace("\n", "").split("。") if part]
    assert len(sentences) == len(set(sentences))


@pytest.mark.parametrize(
    ("message", "history", "asked"),
    [
        ("穿了一天就开线了，质量太差", (), True),
        ("穿了一天就开线了，质量太差，照片发你了", (), False),
        ("穿了一天就开线了，质量太差", ("衣服有问题，照片发你了",), False),
    ],
)
def test_what_a_buyer_says_was_given_is_not_asked_for(
    message: str, history: tuple[str, ...], asked: bool, engine: Engine, now: datetime
) -> None:
    turns = tuple(Turn("buyer", text) for text in history)
    found = ask(message, engine, now, intents=("quality_problem",), history=turns)
    assert ("photo" in found.drafts[0].missing) is asked


@pytest.mark.parametrize(
    ("message", "history", "facts", "intent", "name"),
    [
        ("M换成L可以吗", (), {}, "return_exchange", "change_wanted"),
        ("大小不合适", ("想换大一码",), {}, "sizing", "change_wanted"),
        ("换个尺码", (), {"paid_at": True}, "return_exchange", "order_no"),
        ("还没到吗", ("订单2398476123450987654",), {}, "parcel_not_received", "order_no"),
        ("退款到哪了", (), {"return_received_at": True}, "refund_progress", "return_tracking_no"),
    ],
)
def test_what_message_history_or_facts_give_is_not_asked_for(
    message: str, history: tuple[str, ...], facts: dict[str, Any], intent: str, name: str, engine: Engine, now: datetime
) -> None:
    turns = tuple(Turn("buyer", text) for text in history)
    known = Facts(**dict.fromkeys(facts, now - DAY))
    found = ask(message, engine, now, intents=(intent,), history=turns, facts=known)
    assert all(name not in one.missing for one in found.drafts)


def test_what_the_shop_named_counts_for_the_order_only(engine: Engine, now: datetime) -> None:
    turns = (Turn("shop", "订单2398476123450987654，单号SF1234567890123"),)
    told = understand(Inquiry("还没到吗", history=turns), engine.kit, now=now)
    assert told.facts.order_no == "2398476123450987654"
    assert told.facts.tracking_no is None


@pytest.mark.parametrize(
    ("facts", "topic"),
    [
        ({"paid_at": True}, "cancel_order"),
        ({"paid_at": True, "shipped_at": True}, "refund_request"),
        ({}, "refund_request"),
    ],
)
def test_what_ebay_has_not_sent_is_cancelled_and_never_sent_back(
    facts: dict[str, bool], topic: str, engine: Engine, now: datetime
) -> None:
    known = Facts(**dict.fromkeys(facts, now - DAY), fault="shop")
    found = ask("cancel and send my money back", engine, now, platform="ebay", intents=("refund_request",), facts=known)
    assert found.drafts[0].template.split(".")[0] == topic


@pytest.mark.parametrize(
    ("message", "fault", "reason"),
    [
        (
            "my friend bought me the same pair, who pays the return",
            "unclear",
            "buyer_pays_outward_open",
        ),
        ("who pays the return", "unclear", "outward_shop_return_buyer"),
        ("I don't need it any more, who pays the return", "shop", "shop_pays_both"),
    ],
)
def test_the_buyers_own_words_come_before_a_fault_that_is_not_clear(
    message: str, fault: Any, reason: str, engine: Engine, now: datetime
) -> None:
    found = ask(message, engine, now, intents=("return_postage",), facts=Facts(fault=fault))
    assert [one.reason for one in found.decisions] == [reason]


def test_a_second_matter_that_the_stage_rules_out_is_not_answered(eager: Kit, now: datetime) -> None:
    message = "付款好几天了怎么还不发货，颜色也不对，色差太大"
    waiting, arrived = (
        draft(Inquiry(message, facts=Facts(paid_at=now - 9 * DAY, signed_at=signed)), eager, now=now)
        for signed in (None, now - DAY)
    )
    assert "late_shipment" in waiting.drafts[0].template
    assert "late_shipment" not in arrived.drafts[0].template
    assert waiting.classification == arrived.classification


def test_a_matter_that_another_reply_answers_gets_no_reply_of_its_own(engine: Engine, now: datetime) -> None:
    both = ask("显示签收了我没拿到", engine, now, intents=("signed_not_received", "parcel_not_received"))
    alone = ask("显示签收了我没拿到", engine, now, intents=("signed_not_received",))
    assert [one.body for one in both.drafts] == [one.body for one in alone.drafts]


def test_moments_on_ebay_are_told_in_the_zone_of_the_site(engine: Engine, now: datetime) -> None:
    on_ebay = ask("where is my parcel", engine, now, platform="ebay", intents=("parcel_not_received",))
    assert "Pacific time" in on_ebay.drafts[0].body.text
    assert "太平洋时间" in on_ebay.drafts[0].gloss.text
    at_home = ask("快递到哪了", engine, now, intents=("parcel_not_received",))
    assert "太平洋时间" not in at_home.drafts[0].body.text


def test_not_too_much_is_asked_at_once(eager: Kit, now: datetime) -> None:
    found = draft(Inquiry("色差太大了，快递破损，发票也没开，少发一件"), eager, now=now)
    asked = {name for reply in found.drafts[0].template.split("+") for name in _asks(reply, eager)}
    words = [eager.library.facts[name].ask.zh for name in asked]
    assert sum(word in found.drafts[0].body.text for word in words) <= MOST_ASKED


def _asks(reply: str, kit: Kit) -> tuple[str, ...]:
    found = kit.library.reply(reply)
    assert found is not None
    return found.header.asks


def test_a_notice_is_drafted_from_the_facts(engine: Engine, now: datetime) -> None:
    facts = Facts(tracking_no="SF1234567890123", shipped_at=now, buyer_name="小林")
    short, full = (ask(None, engine, now, notice=name, facts=facts) for name in ("shipped", "notice.shipped"))
    assert short == full
    assert short.drafts[0].template == "notice.shipped"
    assert "SF1234567890123" in short.drafts[0].body.text
    assert "小林" in short.drafts[0].body.text
    assert short.classification.intents == ()
    assert [deadline.what for deadline in short.deadlines] == []


def test_an_unknown_notice_is_refused_with_those_there_are(engine: Engine, now: datetime) -> None:
    with pytest.raises(BadInput, match=r"notice\.shipped"):
        ask(None, engine, now, notice="party")


def test_where_nothing_is_understood_the_holding_reply_is_offered(engine: Engine, now: datetime) -> None:
    found = ask("ζζζ", engine, now)
    assert found.classification.abstained
    assert [one.template for one in found.drafts][:1] == ["unclear.general"]
    assert found.decisions == ()


def test_deadlines_run_from_the_buyers_first_unanswered_turn(engine: Engine, now: datetime) -> None:
    turns = (
        Turn("buyer", "在吗", now - timedelta(hours=9)),
        Turn("shop", "在的", now - timedelta(hours=8)),
        Turn("buyer", "快递呢", now - timedelta(minutes=30)),
        Turn("buyer", "说话", None),
    )
    waiting = ask("快递怎么还没到", engine, now, history=turns).deadlines
    fresh = ask("快递怎么还没到", engine, now).deadlines
    assert waiting[0].what == fresh[0].what == "first_reply"
    assert waiting[0].at == now - timedelta(minutes=25)
    assert fresh[0].at == now + timedelta(minutes=5)
    assert [one.at for one in waiting] == sorted(one.at for one in waiting)
    assert "parcel_solved" in {one.what for one in waiting}


def test_a_deadline_of_a_rule_is_listed_while_it_lies_ahead(engine: Engine, now: datetime) -> None:
    facts = Facts(closed_at=now - 3 * DAY, **PRICES)
    late = Facts(closed_at=now - 90 * DAY, **PRICES)
    assert "price_protection" in {one.what for one in ask("降价了退差价", engine, now, facts=facts).deadlines}
    assert "price_protection" not in {one.what for one in ask("降价了退差价", engine, now, facts=late).deadlines}


@pytest.mark.parametrize(
    ("message", "facts", "decides"),
    [
        ("你们什么垃圾态度，我要投诉", {}, True),
        ("降价了退差价", {"price_paid": Decimal(2999), "current_price": Decimal(2499)}, True),
        ("降价了退差价", PRICES, False),
        ("麻烦开一下发票", {}, False),
    ],
)
def test_a_supervisor_is_called_where_somebody_above_must_decide(
    message: str, facts: dict[str, Any], decides: bool, engine: Engine, now: datetime
) -> None:
    found = ask(message, engine, now, facts=Facts(closed_at=now - 3 * DAY, **facts))
    assert (found.escalate is not None) is decides
    if found.escalate:
        assert found.escalate.to == "supervisor"
        assert found.escalate.because.zh != found.escalate.because.en


def test_steps_are_in_both_languages_and_none_comes_twice(eager: Kit, now: datetime) -> None:
    found = draft(Inquiry("色差太大了，我要退货，运费谁出"), eager, now=now)
    assert found.steps
    assert len(found.steps) == len(set(found.steps))
    assert all(step.zh and step.en.isascii() for step in found.steps)


def test_many_matters_on_ebay_are_told_in_as_many_letters_as_it_takes(engine: Engine, now: datetime) -> None:
    meant = ("cancel_order", "missing_item", "refund_howto", "wrong_item", "quality_problem")
    facts = Facts(order_no="12-34567-89012", paid_at=now - 9 * DAY, signed_at=now - DAY, delivered_at=now - DAY)
    inquiry = Inquiry("what do i select, it came anyway", "ebay", facts=facts, intents=meant)
    found = engine.draft(inquiry, now=now)
    assert found.drafts[0].template.count("+") > 1
    assert len(found.drafts[0].body.text) <= EBAY_LONGEST


def test_a_buyers_name_cannot_smuggle_anything_in(engine: Engine, now: datetime) -> None:
    found = ask("麻烦开一下发票", engine, now, facts=Facts(buyer_name="{{ 7*7 }}"))
    assert "{{ 7*7 }}" in found.drafts[0].body.text
    assert [one.code for one in found.drafts[0].findings] == ["leftover"]


WORDS = ("退款", "差价", "快递", "发票", "where is my parcel", "，", " ", "😀", "昨天", "¥40", "\x00", "{{ a }}")
SAID = st.lists(st.sampled_from([*WORDS, "订单2398476123450987654"]), max_size=8).map("".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    message=SAID | st.text(max_size=40),
    platform=st.sampled_from(PLATFORMS),
    days=st.dictionaries(
        st.sampled_from(["paid_at", "shipped_at", "delivered_at", "signed_at", "closed_at"]), st.integers(-3, 60)
    ),
)
def test_any_message_in_any_case_gets_drafts_that_can_be_read(
    message: str, platform: Platform, days: dict[str, int], engine: Engine, now: datetime
) -> None:
    facts = Facts(**{name: now - ago * DAY for name, ago in days.items()})
    found = ask(message, engine, now, platform=platform, facts=facts)
    assert 1 <= len(found.drafts) <= 3
    for one in found.drafts:
        for text in (one.body.text, one.gloss.text):
            assert text.strip() == text
            assert text
            assert "  " not in text
            assert "%}" not in text
