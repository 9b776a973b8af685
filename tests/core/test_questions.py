"""A second question that stands in the message without a stop before or behind it is heard too."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.core.questions import find_asked
from app.engine import Engine
from app.model import Inquiry


@pytest.mark.parametrize(
    ("text", "taken", "asked"),
    [
        ("是买二送一吗地址写错了想改一下", "order_change", ["coupon_gift"]),
        ("有没有赠品呀尺码能不能换大一码", "coupon_gift", ["return_exchange"]),
        ("能开票吗什么时候发货", "invoice", ["late_shipment"]),
        ("能开票吗,什么时候发货", "invoice", ["late_shipment"]),
        ("包邮吗我的快递怎么还没到", "parcel_not_received", ["presale"]),
        ("什么时候发货", "late_shipment", []),
        ("到底什么时候发货呀急死我了", "late_shipment", []),
        ("能开票吗", "invoice", []),
    ],
)
def test_what_is_asked_beside(text: str, taken: str, asked: list[str], engine: Engine) -> None:
    classifier = engine.kit.classifier
    assert list(find_asked(text, classifier.classify(text), [taken], classifier)) == asked


def test_both_are_answered_in_one_reply(engine: Engine, now: datetime) -> None:
    answer = engine.draft(Inquiry("是买二送一吗地址写错了想改一下"), now=now)
    assert [name.split(".")[0] for name in answer.drafts[0].template.split("+")] == ["order_change", "coupon_gift"]
