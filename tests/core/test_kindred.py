"""The reply that a message resembles most is offered behind the one that was chosen, as a guess."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.core.draft import draft
from app.engine import Engine
from app.model import Facts, Inquiry

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
PAID = Facts(order_no="3990000000000000001", item="茶杯", paid_at=NOW)


@pytest.mark.parametrize(
    ("text", "facts", "reply"),
    [
        ("取消的订单能复原不", PAID, "cancel_order.restore"),
        ("退的款子最后落在我卡上还是零钱里呀", PAID, "refund_progress.where"),
    ],
)
def test_it_takes_the_last_place(text: str, facts: Facts, reply: str, engine: Engine) -> None:
    drafts = draft(Inquiry(text, facts=facts), engine.kit, now=NOW).drafts
    assert (drafts[-1].template, drafts[-1].variant) == (reply, "guess")
    assert reply not in {one.template for one in drafts[:-1]}


@pytest.mark.parametrize(
    "text", ["快递怎么还没到，我一直没收到", "你们发错货了，给我寄错了", "I want to return my mattress"]
)
def test_beside_a_message_that_says_nothing_in_particular_the_other_wordings_stay(text: str, engine: Engine) -> None:
    drafts = draft(Inquiry(text), engine.kit, now=NOW).drafts
    assert {one.variant for one in drafts} == {"standard", "short", "warm"}


def test_where_it_was_chosen_anyway_its_own_wordings_stay(engine: Engine) -> None:
    drafts = draft(Inquiry("我不小心取消了，能恢复订单吗", facts=PAID), engine.kit, now=NOW).drafts
    assert {one.template for one in drafts} == {"cancel_order.restore"}


def test_a_reply_for_another_stage_is_not_offered(engine: Engine) -> None:
    signed = Facts(order_no="3990000000000000001", item="茶杯", paid_at=NOW, shipped_at=NOW, signed_at=NOW)
    for text in ("今天能不能发出来呀", "帮我催催仓库早点寄"):
        for one in draft(Inquiry(text, facts=signed), engine.kit, now=NOW).drafts:
            reply = engine.library.reply(one.template.split("+")[0])
            assert reply is not None
            assert not reply.header.when.stage or "signed" in reply.header.when.stage


def test_what_the_decision_does_not_grant_is_not_offered(engine: Engine) -> None:
    signed = datetime(2026, 11, 10, 2, tzinfo=UTC)
    late = Facts(order_no="3990000000000000001", item="茶杯", paid_at=signed, signed_at=signed)
    for one in draft(Inquiry("昨天签收的，不太喜欢，想退掉", facts=late), engine.kit, now=NOW).drafts:
        assert all(finding.severity != "block" for finding in one.findings)


def test_a_notice_resembles_nothing(engine: Engine) -> None:
    drafts = draft(Inquiry(None, notice="refund_done", facts=PAID), engine.kit, now=NOW).drafts
    assert all(one.variant != "guess" for one in drafts)


def test_where_somebody_said_what_is_meant_it_is_of_that_matter(engine: Engine) -> None:
    meant = Inquiry("取消的订单能复原不，退款退到哪", facts=PAID, intents=("refund_progress",))
    assert {one.matter for one in draft(meant, engine.kit, now=NOW).drafts} == {"refund_progress"}


def test_nothing_stands_behind_the_reply_to_a_danger(engine: Engine) -> None:
    arrived = Facts(order_no="3990000000000000001", item="台灯", paid_at=NOW, shipped_at=NOW, signed_at=NOW)
    text = "台灯插上就冒烟，赶紧全额退，叫你们领导来跟我说"
    drafts = draft(Inquiry(text, facts=arrived), engine.kit, now=NOW).drafts
    assert all("quality_problem.danger_power" in one.template for one in drafts)
