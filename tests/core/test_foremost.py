"""Behind a reply that joins matters each of them stands alone: the other may have been misheard."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.engine import Engine
from app.model import Answer, Facts, Inquiry

JOINED = "鞋子穿着太小了，另外快递盒子也压坏了，里面的鞋盒裂开"


def ask(engine: Engine, now: datetime, message: str, *intents: str) -> Answer:
    """Return the answer for a pair of shoes that came yesterday."""
    facts = Facts(order_no="2026112000010001", item="休闲鞋", signed_at=now - timedelta(days=1))
    return engine.draft(Inquiry(message, facts=facts, platform="taobao", intents=intents), now=now)


def test_behind_two_joined_matters_each_is_answered_alone(engine: Engine, now: datetime) -> None:
    joined, *alone = ask(engine, now, JOINED).drafts
    assert joined.template.count("+") == 1
    assert [one.template for one in alone] == joined.template.split("+")
    assert {one.variant for one in alone} == {"guess"}
    assert joined.body.text not in {one.body.text for one in alone}


@pytest.mark.parametrize("said", [("sizing", "damaged_parcel"), ("damaged_parcel", "sizing")])
def test_what_somebody_has_said_is_meant_is_answered_whole(
    engine: Engine, now: datetime, said: tuple[str, ...]
) -> None:
    drafts = ask(engine, now, JOINED, *said).drafts
    assert len({one.template for one in drafts}) == 1


def test_a_single_matter_is_not_said_twice(engine: Engine, now: datetime) -> None:
    texts = [one.body.text for one in ask(engine, now, "鞋子穿着太小了").drafts]
    assert len(texts) == len(set(texts))
