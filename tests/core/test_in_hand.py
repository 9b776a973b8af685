"""Whoever has the goods and is not understood is asked what is wrong with them, not where the parcel is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.core.in_hand import SOMETHING_IS_WRONG
from app.engine import Engine
from app.model import Facts, Inquiry

VAGUE = "前天晚上已经怪怪的"


def offered(engine: Engine, now: datetime, message: str, came: bool, *intents: str) -> list[str]:
    """Return the replies offered for a lamp that left three days ago and, if it `came`, came yesterday."""
    signed = now - timedelta(days=1) if came else None
    facts = Facts(order_no="2026111600010055", item="台灯", shipped_at=now - timedelta(days=3), signed_at=signed)
    answer = engine.draft(Inquiry(message, facts=facts, platform="taobao", intents=intents), now=now)
    return [draft.template for draft in answer.drafts]


def test_goods_in_hand_are_asked_about(engine: Engine, now: datetime) -> None:
    assert SOMETHING_IS_WRONG in offered(engine, now, VAGUE, True)


def test_goods_on_the_way_are_not(engine: Engine, now: datetime) -> None:
    assert SOMETHING_IS_WRONG not in offered(engine, now, VAGUE, False)


@pytest.mark.parametrize("message", ["台灯不亮，退款吧", "发票什么时候开给我"])
def test_a_message_that_is_understood_needs_no_such_question(engine: Engine, now: datetime, message: str) -> None:
    assert SOMETHING_IS_WRONG not in offered(engine, now, message, True)


def test_what_an_agent_says_is_meant_is_not_asked_about(engine: Engine, now: datetime) -> None:
    assert SOMETHING_IS_WRONG not in offered(engine, now, VAGUE, True, "invoice")
