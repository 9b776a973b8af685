"""Which reply fits a case."""

from __future__ import annotations

from typing import Any

import pytest
from inventions import make_decision, make_reply

from app.core.choice import Situation, choose_reply
from app.model import Decision

IN_WINDOW = make_decision("window", "eligible", "in_window")
POSTAGE = make_decision("postage", "not_eligible", "buyer_pays")


def situation(**more: Any) -> Situation:
    case: dict[str, Any] = {"platform": "taobao", "stage": "signed", "fault": None, "primary": IN_WINDOW}
    decided: dict[str, Decision] = {"window": IN_WINDOW, "postage": POSTAGE}
    return Situation(**(case | {"decisions": decided} | more))


REPLIES = [
    make_reply("fallback"),
    make_reply("b.outcome", when={"outcome": ["eligible"]}),
    make_reply("c.reason", when={"reason": ["in_window"]}),
    make_reply("d.ebay", when={"platform": ["ebay"]}),
    make_reply("e.outcome_stage", when={"outcome": ["eligible"], "stage": ["signed", "closed"]}),
    make_reply("f.also", when={"reason": ["in_window"], "stage": ["delivered"], "also": {"postage": ["not_eligible"]}}),
    make_reply("g.fault", when={"fault": ["shop"], "platform": ["ebay"], "stage": ["paid"]}),
]


@pytest.mark.parametrize(
    ("case", "chosen"),
    [
        ({}, "e.outcome_stage"),
        ({"stage": "paid"}, "c.reason"),
        ({"stage": "delivered"}, "f.also"),
        ({"stage": "delivered", "decisions": {"window": IN_WINDOW}}, "c.reason"),
        ({"primary": make_decision("window", "eligible", "other"), "stage": "paid"}, "b.outcome"),
        ({"primary": None, "stage": "paid"}, "fallback"),
        ({"primary": None, "platform": "ebay"}, "d.ebay"),
        ({"primary": None, "platform": "ebay", "stage": "paid", "fault": "shop"}, "g.fault"),
        ({"primary": None, "platform": "ebay", "stage": "paid", "fault": "buyer"}, "d.ebay"),
        ({"primary": make_decision("window", "expired"), "stage": "unknown"}, "fallback"),
    ],
)
def test_the_reply_with_the_most_conditions_wins(case: dict[str, Any], chosen: str) -> None:
    found = choose_reply(REPLIES, situation(**case))
    assert found is not None
    assert found.id == chosen
    assert choose_reply(REPLIES[::-1], situation(**case)) is found


def test_where_no_reply_fits_there_is_none() -> None:
    assert choose_reply(REPLIES[3:4], situation()) is None
    assert choose_reply([], situation()) is None


def test_between_equals_the_earlier_name_wins() -> None:
    twins = [make_reply("z", when={"stage": ["signed"]}), make_reply("y", when={"fault": [], "stage": ["signed"]})]
    found = choose_reply(twins, situation())
    assert found is not None
    assert found.id == "y"


SAYING = [
    make_reply("a.plain", when={"outcome": ["eligible"]}),
    make_reply("b.thanks", when={"outcome": ["eligible"], "says": {"zh": ["谢谢"], "en": ["thank you"]}}),
    make_reply("c.says_only", when={"says": {"zh": ["谢谢"]}}),
]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [("谢谢 那怎么退", "b.thanks"), ("thank you so much", "b.thanks"), ("怎么退", "a.plain"), ("", "a.plain")],
)
def test_words_of_the_message_are_one_condition_more(text: str, chosen: str) -> None:
    found = choose_reply(SAYING, situation(text=text))
    assert found is not None
    assert found.id == chosen
