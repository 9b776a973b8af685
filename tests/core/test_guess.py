"""What a message may mean where nothing is asserted: the facts and the words have their say."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.core.draft import draft
from app.core.guess import Guess, find_guess, find_other
from app.core.kit import Kit
from app.core.understanding import Understanding
from app.engine import Engine
from app.model import Answer, Classification, Facts, Inquiry, Platform, ScoredIntent, Stage

DAY = timedelta(days=1)


def unsure(*candidates: tuple[str, float], text: str = "", **more: Any) -> Understanding:
    """Return what is understood of a long message about which nothing is asserted."""
    found = Classification("en", (), tuple(ScoredIntent(name, score) for name, score in candidates))
    return Understanding(found, (), more.pop("facts", Facts()), ("holding",), "en", text=text, **more)


def guess(understood: Understanding, engine: Engine, stage: Stage, platform: Platform = "ebay") -> Guess | None:
    return find_guess(understood, engine.library, stage=stage, platform=platform)


@pytest.mark.parametrize(
    ("candidates", "stage", "wanted"),
    [
        ([("refund_howto", 0.4), ("parcel_not_received", 0.32)], "shipped", "parcel_not_received"),
        ([("quality_problem", 0.5), ("presale", 0.3)], "unpaid", "presale"),
        ([("parcel_not_received", 0.63), ("presale", 0.28)], "unpaid", "presale"),
        ([("quality_problem", 0.5), ("presale", 0.3)], "signed", "quality_problem"),
        ([("late_shipment", 0.6), ("refund_progress", 0.5)], "signed", "refund_progress"),
        ([("return_exchange", 0.6)], "unpaid", None),
        ([("refund_request", 0.7), ("wrong_item", 0.33)], "signed", "wrong_item"),
        ([("refund_request", 0.7), ("wrong_item", 0.1)], "signed", "refund_request"),
        ([("other", 0.6), ("cancel_order", 0.43)], "paid", "cancel_order"),
        ([("other", 0.8), ("cancel_order", 0.43)], "paid", None),
        ([("sizing", 0.2)], "signed", None),
    ],
)
def test_a_guess_goes_with_the_stage_of_the_order(
    candidates: list[tuple[str, float]], stage: Stage, wanted: str | None, engine: Engine, now: datetime
) -> None:
    found = guess(unsure(*candidates, facts=Facts(refund_requested_at=now)), engine, stage)
    assert (found.intent if found else None) == wanted


@pytest.mark.parametrize(
    ("text", "facts", "stage", "wanted"),
    [
        ("send the revision request again", {"revision_asked_at": -12}, "unknown", "bad_review"),
        ("send it again please", {"revision_asked_at": -12}, "unknown", "late_shipment"),
        ("看下现在是什么进度", {"refund_requested_at": -12}, "signed", "refund_progress"),
        ("my kid clicked it, please remove", {}, "unpaid", "cancel_order"),
        ("my kid clicked it, please remove", {}, "unknown", "late_shipment"),
        ("i changed my mind about the salty ones", {}, "unpaid", "cancel_order"),
        ("i changed my mind about the salty ones", {}, "shipped", "late_shipment"),
    ],
)
def test_a_fact_and_a_word_together_leave_no_doubt(
    text: str, facts: dict[str, int], stage: Stage, wanted: str, engine: Engine, now: datetime
) -> None:
    known = Facts(**{name: now + days * DAY for name, days in facts.items()})
    found = guess(unsure(("late_shipment", 0.5), ("presale", 0.2), text=text, facts=known), engine, stage)
    assert found is not None
    assert found.intent == wanted


@pytest.mark.parametrize(
    ("text", "stage", "wanted"),
    [
        ("card was debited and there is no order in my list", "unknown", "payment"),
        ("card was debited and there is no order in my list", "paid", "refund_progress"),
        ("you debited the postage from my refund", "unknown", "refund_progress"),
    ],
)
def test_money_taken_without_an_order_is_a_matter_of_payment(
    text: str, stage: Stage, wanted: str, engine: Engine, now: datetime
) -> None:
    facts = Facts(refund_requested_at=now) if stage == "paid" else Facts()
    found = guess(unsure(("refund_progress", 0.5), ("payment", 0.11), text=text, facts=facts), engine, stage)
    assert found is not None
    assert found.intent == wanted


def test_a_matter_out_of_scope_is_guessed_only_by_the_shops_own_words_for_it(engine: Engine) -> None:
    words = next(
        word
        for reply in engine.library.replies_for("other")
        if not reply.header.when.platform
        for word in reply.header.when.says.zh
    )
    candidates = [("missing_item", 0.58), ("other", 0.5)]
    named, silent = (guess(unsure(*candidates, text=text), engine, "unknown") for text in (words, "缺东西"))
    assert [one.intent for one in (named, silent) if one] == ["other", "missing_item"]


@pytest.mark.parametrize(
    ("text", "stage", "wanted"),
    [
        ("数目不对吧", "signed", "missing_item"),
        ("数目不对吧", "unpaid", None),
        ("数目", "signed", None),
        ("the number is wrong i think", "signed", "missing_item"),
    ],
)
def test_what_is_too_odd_to_read_is_guessed_by_a_telling_word_of_a_reply(
    text: str, stage: Stage, wanted: str | None, engine: Engine
) -> None:
    unread = unsure(("presale", 0.1), ("missing_item", 0.02), text=text)
    found = guess(unread, engine, stage, "taobao")
    assert (found.intent if found else None) == wanted


def test_an_order_that_is_being_cancelled_is_not_cancelled_again(engine: Engine, now: datetime) -> None:
    asked = unsure(("refund_progress", 0.7), ("cancel_order", 0.3), text="订单取消了 钱呢")
    for facts, wanted in ((Facts(), "cancel_order"), (Facts(refund_requested_at=now), "refund_progress")):
        found = guess(replace(asked, facts=facts), engine, "paid", "taobao")
        assert found is not None
        assert found.intent == wanted


@pytest.mark.parametrize(
    ("danger", "wanted"), [("fake", "not_as_described"), ("injury", "quality_problem"), ("law", "refund_request")]
)
def test_a_danger_points_to_its_matter(danger: str, wanted: str, engine: Engine) -> None:
    candidates = [("refund_request", 0.7), ("not_as_described", 0.2), ("quality_problem", 0.15)]
    found = guess(unsure(*candidates, dangers=frozenset({danger})), engine, "signed")
    assert found is not None
    assert (found.intent, found.leads) == (wanted, wanted == "refund_request")


@pytest.mark.parametrize(
    ("candidates", "stage", "leads"),
    [
        ([("parcel_not_received", 0.7), ("presale", 0.1)], "shipped", True),
        ([("parcel_not_received", 0.7), ("presale", 0.6)], "shipped", False),
        ([("parcel_not_received", 0.7), ("late_shipment", 0.6)], "shipped", True),
        ([("parcel_not_received", 0.7), ("presale", 0.1)], "unknown", False),
        ([("parcel_not_received", 0.5), ("presale", 0.1)], "shipped", False),
    ],
)
def test_a_guess_leads_where_it_is_likely_and_no_other_matter_comes_near(
    candidates: list[tuple[str, float]], stage: Stage, leads: bool, engine: Engine
) -> None:
    found = guess(unsure(*candidates), engine, stage)
    assert found is not None
    assert found.leads is leads


@pytest.fixture(scope="module")
def reluctant(engine: Engine) -> Kit:
    """The built-in kit with a classifier that never asserts anything."""
    classifier = engine.kit.classifier
    return replace(engine.kit, classifier=replace(classifier, thresholds=dict.fromkeys(classifier.labels, 1.1)))


def ask(message: str, kit: Kit, now: datetime, **facts: Any) -> Answer:
    known = Facts(**{name: now + value * DAY if isinstance(value, int) else value for name, value in facts.items()})
    return draft(Inquiry(message, facts=known), kit, now=now)


def test_steps_decisions_and_the_supervisor_follow_a_likely_guess(reluctant: Kit, now: datetime) -> None:
    found = ask("退货你们收到了吗，什么时候退款", reluctant, now, return_received_at=-9, paid_at=-20, signed_at=-15)
    assert found.classification.abstained
    assert {one.rule for one in found.decisions} == {"refund_timing"}
    assert found.escalate is not None
    offered = [reluctant.library.reply(one.template) for one in found.drafts[:2]]
    assert {reply.header.intent for reply in offered if reply} == {"holding", "refund_progress"}
    assert {step for reply in offered if reply for step in reply.header.steps.en} == {step.en for step in found.steps}
    assert "refund_after_return" in {deadline.what for deadline in found.deadlines}


@pytest.mark.parametrize(
    ("message", "facts", "place"),
    [
        ("快递怎么还没到，我一直没收到", {"paid_at": -9, "shipped_at": -8}, 0),
        ("快递怎么还没到，我一直没收到", {}, 1),
        ("降价了，退差价", {"closed_at": -3, "price_paid": Decimal(199), "current_price": Decimal(159)}, 1),
        ("快递怎么还没到，我要打12315", {"paid_at": -9, "shipped_at": -8}, 1),
    ],
)
def test_a_guess_comes_first_where_it_only_checks_and_the_order_bears_it_out(
    message: str, facts: dict[str, Any], place: int, reluctant: Kit, now: datetime
) -> None:
    found = ask(message, reluctant, now, **facts)
    assert [one.variant == "guess" for one in found.drafts].index(True) == place
    assert found.drafts[1 - place].template in {"holding.general", "unclear.general", "complaint.will_report"}
    assert found.classification.intents == ()


def test_a_claim_under_the_law_is_for_the_supervisor(engine: Engine, now: datetime) -> None:
    message = "Under the Consumer Rights Act the burden is on you: the hinge sheared off with normal use."
    found = engine.draft(Inquiry(message, platform="ebay", facts=Facts(delivered_at=now - 60 * DAY)), now=now)
    assert found.escalate is not None
    assert "under the law" in found.escalate.because.en


@pytest.mark.parametrize(
    ("candidates", "stage", "wanted"),
    [
        ([("return_exchange", 0.6), ("color_difference", 0.4)], "signed", "color_difference"),
        ([("return_exchange", 0.6), ("color_difference", 0.1)], "signed", None),
        ([("quality_problem", 0.6), ("color_difference", 0.4)], "unpaid", None),
        ([("return_exchange", 0.6)], "signed", None),
    ],
)
def test_beside_a_guess_there_is_another_where_it_is_likely_enough(
    candidates: list[tuple[str, float]], stage: Stage, wanted: str | None, engine: Engine
) -> None:
    first = Guess(candidates[0][0], likely=True)
    found = find_other(first, unsure(*candidates), engine.library, stage=stage, platform="ebay")
    assert (found.intent if found else None) == wanted


def test_both_guesses_are_offered_beside_the_reply_that_holds_the_line(engine: Engine, now: datetime) -> None:
    answer = draft(Inquiry("If I buy it today, when do you think the parcel gets here?", "ebay"), engine.kit, now=now)
    assert answer.classification.abstained
    assert len({one.template for one in answer.drafts}) == len(answer.drafts) == 3
    assert [one.variant for one in answer.drafts].count("guess") == 2


@pytest.mark.parametrize(
    ("text", "facts", "stage", "wanted"),
    [
        ("any updates?", {"paid_at": -2}, "paid", "late_shipment"),
        ("any updates?", {"shipped_at": -2}, "shipped", "parcel_not_received"),
        ("有进展吗", {"refund_requested_at": -2}, "signed", "refund_progress"),
        ("any updates?", {"delivered_at": -2}, "delivered", None),
        ("any colours?", {"shipped_at": -2}, "shipped", None),
    ],
)
def test_who_asks_only_for_news_asks_for_what_the_order_waits_for(
    text: str, facts: dict[str, int], stage: Stage, wanted: str | None, engine: Engine, now: datetime
) -> None:
    known = Facts(**{name: now + days * DAY for name, days in facts.items()})
    understood = replace(unsure(("presale", 0.3), text=text, facts=known), topics=("unclear",))
    found = guess(understood, engine, stage)
    assert (found.intent if found else None) == wanted


def test_what_is_hardly_likely_is_offered_rather_than_the_same_said_twice(engine: Engine, now: datetime) -> None:
    found = unsure(("sizing", 0.2), ("color_difference", 0.1))
    other = find_other(None, found, engine.library, stage="signed", platform="ebay")
    assert other == Guess("sizing", likely=False)
    assert guess(found, engine, "signed") is None
    out_of_scope = unsure(("other", 0.9), ("sizing", 0.2))
    assert find_other(None, out_of_scope, engine.library, stage="signed", platform="ebay") is None
