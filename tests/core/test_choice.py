"""Which reply fits a case."""

from __future__ import annotations

from typing import Any

import pytest
from inventions import make_decision, make_reply

from app.core.choice import Situation, choose_reply
from app.model import Decision, Remedy

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


EQUALS = [
    make_reply("a.refund", when={"says": {"zh": ["退款"], "en": ["refund"]}}),
    make_reply("b.partly", when={"says": {"zh": ["退一部分", "退款一 部分"], "en": ["part of the money"]}}),
    make_reply("c.later", when={"says": {"zh": ["补发"], "en": ["resend"]}}),
    make_reply("d.first", when={"says": {"zh": ["谢谢"]}}, priority=2),
    make_reply("e.reason", when={"reason": ["in_window"]}),
    make_reply("f.stage", when={"stage": ["paid"]}),
]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("给我退款一部分", "b.partly"),
        ("i want a refund of part of the money", "b.partly"),
        ("不要补发 要退款", "c.later"),
        ("要退款 不要补发", "a.refund"),
        ("谢谢 要退款一部分", "d.first"),
        ("别的", "f.stage"),
    ],
)
def test_between_equals_priority_wins_then_the_longer_word_then_the_earlier_one(text: str, chosen: str) -> None:
    case = situation(text=text, stage="paid", primary=None)
    for replies in (EQUALS, EQUALS[::-1]):
        found = choose_reply(replies, case)
        assert found is not None
        assert found.id == chosen


def test_between_equals_of_one_priority_the_reason_is_named_before_any_word_is_heard() -> None:
    found = choose_reply(EQUALS, situation(text="退款一部分"))
    assert found is not None
    assert found.id == "e.reason"


WANTING = [make_reply("a"), make_reply("b.refund", when={"remedy": ["refund", "repair"]})]


@pytest.mark.parametrize(("remedy", "chosen"), [("refund", "b.refund"), ("resend", "a"), (None, "a")])
def test_a_remedy_that_the_buyer_has_chosen_is_a_condition(remedy: Remedy | None, chosen: str) -> None:
    found = choose_reply(WANTING, situation(remedy=remedy))
    assert found is not None
    assert found.id == chosen


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
