"""What follows for the agent: promised times, deadlines and who must decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from app.core.consequences import find_back_by
from app.core.definitions import Policy
from app.core.draft import draft
from app.core.kit import Kit
from app.engine import Engine
from app.model import Answer, Facts, Inquiry

HOUR = timedelta(hours=1)
DAY = 24 * HOUR
UNSURE = "这个东西你们那边到底是怎么安排处理的呀我都糊涂了"
"""Says much and means nothing for sure: the desk holds the line."""


def ask(message: str | None, engine: Engine, now: datetime, **more: Any) -> Answer:
    return engine.draft(Inquiry(message, **more), now=now)


def dues(answer: Answer) -> Mapping[str, datetime]:
    return {deadline.what: deadline.at for deadline in answer.deadlines}


def with_level(kit: Kit, name: str, **change: Any) -> Kit:
    """Return the kit with one service level changed, or without it where nothing is given."""
    levels = kit.library.policies["service_levels"]
    rows = tuple(row.model_copy(update=change) if row.name == name else row for row in levels.figures)
    rows = rows if change else tuple(row for row in rows if row.name != name)
    changed: Policy = levels.model_copy(update={"figures": rows})
    policies = MappingProxyType({**kit.library.policies, "service_levels": changed})
    return replace(kit, library=replace(kit.library, policies=policies))


@pytest.mark.parametrize(
    ("value", "unit", "minutes", "back_by"),
    [
        (24, "hour", 0, "2026-11-22T12:00"),
        (24, "hour", 9, "2026-11-22T12:00"),
        (24, "hour", 10, "2026-11-22T12:10"),
        (5, "minute", 0, "2026-11-21T12:05"),
        (15, "minute", 0, "2026-11-21T12:10"),
        (2, "working_day", 0, "2026-11-25T00:00"),
    ],
)
def test_a_promised_time_is_round_and_never_later_than_the_service_level(
    value: int, unit: str, minutes: int, back_by: str, engine: Engine, now: datetime
) -> None:
    kit = with_level(engine.kit, "chase_update", value=Decimal(value), unit=unit)
    at = now + timedelta(minutes=minutes, seconds=30)
    found = find_back_by(Inquiry("x"), kit, now=at)
    assert found is not None
    assert found.strftime("%Y-%m-%dT%H:%M") == back_by
    assert at < found
    assert found.second == 0


@pytest.mark.parametrize(
    ("message", "platform", "zh", "en"),
    [
        (UNSURE, "taobao", "11月22日 12:00", "22 Nov 12:00"),
        ("快递怎么还没到，我一直没收到", "taobao", "11月22日 12:00", "22 Nov 12:00"),
        ("my package never arrived", "ebay", "11月21日 20:00（太平洋时间）", "21 Nov 20:00 Pacific time"),
        ("你们什么垃圾态度，我要投诉你们", "taobao", "11月22日 12:00", "22 Nov 12:00"),
    ],
)
def test_who_promises_to_check_says_by_when_and_the_deadline_stands_beside(
    message: str, platform: Any, zh: str, en: str, engine: Engine, now: datetime
) -> None:
    found = ask(message, engine, now, platform=platform)
    for one in found.drafts:
        texts = {one.body.language: one.body.text, one.gloss.language: one.gloss.text}
        assert zh in texts["zh"]
        assert en in texts["en"]
    assert dues(found)["promised_answer"] == now + DAY


def test_where_no_time_is_promised_none_is_due(engine: Engine, now: datetime) -> None:
    found = ask("退款怎么申请", engine, now)
    assert not any("11月22日" in one.body.text for one in found.drafts)
    assert "promised_answer" not in dues(found)


def test_a_shop_without_that_service_level_promises_no_time(engine: Engine, now: datetime) -> None:
    found = draft(Inquiry(UNSURE), with_level(engine.kit, "chase_update"), now=now)
    assert found.drafts[0].template == "holding.general"
    assert "核实好了我就在这里回复您。" in found.drafts[0].body.text
    assert "promised_answer" not in dues(found)


def test_a_shop_changes_the_promised_time_in_its_policy(engine: Engine, now: datetime) -> None:
    kit = with_level(engine.kit, "chase_update", value=Decimal(2))
    found = draft(Inquiry(UNSURE), kit, now=now)
    assert "11月21日 14:00 前" in found.drafts[0].body.text
    assert dues(found)["promised_answer"] == now + 2 * HOUR


@pytest.mark.parametrize(
    ("message", "facts", "what", "at"),
    [
        ("快递怎么还没到，我一直没收到", {}, "parcel_solved", 48 * HOUR),
        ("付款好几天了怎么还不发货", {}, "warehouse_answer", None),
        ("退货你们收到了吗，什么时候退款", {"return_received_at": -10 * HOUR}, "refund_timing", 62 * HOUR),
        ("你们什么垃圾态度，我要投诉你们", {"return_received_at": -10 * HOUR}, "refund_after_return", None),
    ],
)
def test_service_levels_run_for_the_matters_they_belong_to(
    message: str, facts: dict[str, timedelta], what: str, at: timedelta | None, engine: Engine, now: datetime
) -> None:
    found = dues(ask(message, engine, now, facts=Facts(**{name: now + ago for name, ago in facts.items()})))
    if what == "warehouse_answer":
        assert found[what].isoformat() == "2026-11-25T00:00:00+08:00"
    else:
        assert found.get(what) == (now + at if at else None)


def test_a_refund_is_due_once_and_only_after_the_return_has_arrived(engine: Engine, now: datetime) -> None:
    message = "退货你们收到了吗，什么时候退款"
    waiting = dues(ask(message, engine, now))
    arrived = dues(ask(message, engine, now, facts=Facts(return_received_at=now - HOUR)))
    late = dues(ask(message, engine, now, facts=Facts(return_received_at=now - 80 * HOUR)))
    assert not {"refund_timing", "refund_after_return"} & set(waiting)
    assert len({"refund_timing", "refund_after_return"} & set(arrived)) == 1
    assert late["refund_after_return"] == now - 8 * HOUR


@pytest.mark.parametrize("message", ["I will report you, worst service ever", "Where is the size chart of this shirt?"])
def test_an_open_ebay_request_is_due_whatever_the_message_is_about(message: str, engine: Engine, now: datetime) -> None:
    asked = Facts(refund_requested_at=now - HOUR)
    back = Facts(refund_requested_at=now - HOUR, return_tracking_no="LX123456789CN")
    assert dues(ask(message, engine, now, platform="ebay", facts=asked))["seller_answer"].day == 26
    assert "seller_answer" not in dues(ask(message, engine, now, platform="ebay", facts=back))
    assert "seller_answer" not in dues(ask(message, engine, now, facts=asked))


def test_an_ebay_request_that_a_rule_reckons_with_is_listed_once(engine: Engine, now: datetime) -> None:
    facts = Facts(shipped_at=now - 60 * DAY, latest_delivery_by=now - 5 * DAY, refund_requested_at=now - HOUR)
    found = ask("my package never arrived", engine, now, platform="ebay", facts=facts)
    assert dues(found)["ebay_not_received"].day == 26
    assert "seller_answer" not in dues(found)


@pytest.mark.parametrize(
    ("message", "platform", "facts", "why"),
    [
        ("电池爆炸了，把手烫伤了", "taobao", {}, "dangerous"),
        ("麻烦开一下发票，不开我打12315", "taobao", {}, "authority"),
        ("麻烦开一下发票，这就是假货", "taobao", {}, "fake"),
        ("才穿一天就开线了，质量太差", "taobao", {"worn": True}, "worn"),
        ("降价了退差价", "taobao", {"price_paid": Decimal(2999), "current_price": Decimal(2499)}, "limit"),
        ("你们什么垃圾态度，我要投诉你们", "taobao", {}, "supervisor"),
    ],
)
def test_a_supervisor_is_called_with_the_reason(
    message: str, platform: Any, facts: dict[str, Any], why: str, engine: Engine, now: datetime
) -> None:
    found = ask(message, engine, now, platform=platform, facts=Facts(closed_at=now - 3 * DAY, **facts))
    assert found.escalate is not None
    assert why in found.escalate.because.en


def test_all_reasons_are_told_to_the_supervisor(engine: Engine, now: datetime) -> None:
    facts = Facts(closed_at=now - 3 * DAY, price_paid=Decimal(2999), current_price=Decimal(2499))
    found = ask("降价了退差价，不退我找律师", engine, now, facts=facts)
    assert found.escalate is not None
    assert "limit" in found.escalate.because.en
    assert "legal action" in found.escalate.because.en
    assert "法律" in found.escalate.because.zh


@pytest.mark.parametrize(
    ("message", "topics"),
    [
        ("没收到货，骗子，我要投诉你们", ["parcel_not_received", "complaint"]),
        ("Where is my parcel? You are scammers, I will report you!", ["parcel_not_received", "complaint"]),
    ],
)
def test_the_matter_comes_before_the_complaint_it_caused_and_the_supervisor_is_still_called(
    message: str, topics: list[str], engine: Engine, now: datetime
) -> None:
    found = ask(message, engine, now)
    assert [name.split(".")[0] for name in found.drafts[0].template.split("+")] == topics
    assert found.escalate is not None
    assert found.manner is not None
    assert found.manner.id == "angry"
    text = found.drafts[0].body.text
    assert sum(text.count(moment) for moment in ("11月22日 12:00", "22 Nov 12:00")) == 1
    closing, question = (
        ("随时在这里叫我", "麻烦您把") if "亲" in text else ("need anything else", "Could you please let me")
    )
    assert text.count(closing) == text.count(question) == 1


@pytest.mark.parametrize(
    ("message", "first"),
    [("快递怎么还没到，我一直没收到", "standard"), ("急急急，快递怎么还没到，我一直没收到", "short")],
)
def test_the_variant_that_suits_the_manner_comes_first(message: str, first: str, engine: Engine, now: datetime) -> None:
    drafts = ask(message, engine, now).drafts
    assert drafts[0].variant == first
    assert {one.variant for one in drafts} == {"standard", "short", "warm"}


def test_an_angry_buyer_gets_the_warm_variant_first(engine: Engine, now: datetime) -> None:
    drafts = ask("你们什么垃圾态度，我要投诉你们", engine, now).drafts
    assert [one.variant for one in drafts][:2] == ["warm", "standard"]


@pytest.mark.parametrize(
    ("notice", "facts", "what", "at"),
    [
        ("vip_visit", {}, "vip_visit", 30 * DAY),
        ("delayed", {}, "promised_answer", DAY),
        ("parcel_held", {}, "chase_update", DAY),
        ("return_received", {"return_received_at": -HOUR}, "refund_after_return", 71 * HOUR),
    ],
)
def test_a_notice_starts_the_deadlines_it_names(
    notice: str, facts: dict[str, timedelta], what: str, at: timedelta, engine: Engine, now: datetime
) -> None:
    known = Facts(**{name: now + ago for name, ago in facts.items()})
    assert dues(ask(None, engine, now, notice=notice, facts=known)) == {what: now + at}


def test_a_visit_to_a_vip_buyer_sells_nothing(engine: Engine, now: datetime) -> None:
    found = ask(None, engine, now, notice="vip_visit", facts=Facts(buyer_name="小林", item="亚麻衬衫"))
    assert "亚麻衬衫" in found.drafts[0].body.text
    assert (found.manner, found.drafts[0].findings) == (None, ())
    assert [step.en for step in found.steps][1] == "Greet and listen only; no selling and no asking for reviews"


def test_a_figure_nobody_has_read_shows_in_the_source_and_not_in_the_text(engine: Engine, now: datetime) -> None:
    facts = Facts(ship_by=now - DAY, paid_at=now - 5 * DAY, price_paid=Decimal(199), currency="CNY")
    found = ask("付款好几天了怎么还不发货", engine, now, facts=facts)
    (source,) = (one.source for one in found.decisions if one.rule == "late_shipment")
    assert source is not None
    assert source.verified_on is None
    for word in ("核实过", "verified", "未核", source.name):
        assert word not in found.drafts[0].body.text + found.drafts[0].gloss.text


@pytest.mark.parametrize(("left", "due"), [(10 * HOUR, 10 * HOUR), (HOUR / 2, DAY), (2 * DAY, DAY)])
def test_word_on_an_order_that_has_not_left_comes_before_it_has_to_leave(
    engine: Engine, now: datetime, left: timedelta, due: timedelta
) -> None:
    facts = Facts(order_no="3990000000000000001", paid_at=now - DAY, ship_by=now + left)
    found = ask("颜色帮我换成黑的", engine, now, facts=facts, platform="taobao", intents=("order_change",))
    assert dues(found)["promised_answer"] == now + due
