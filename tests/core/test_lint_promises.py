"""Promises of a text against what was decided on the order."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest

from app.core.lint import Terms, build_checker, read_terms
from app.model import Bilingual, Decision, Language, Outcome

CHECKER = build_checker([])
ZONE = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 21, 12, tzinfo=ZONE)
"""A Saturday noon."""
DUE = datetime(2026, 11, 24, 18, tzinfo=ZONE)


def found(text: str, terms: Terms | None, language: Language = "zh") -> list[tuple[str, str, str]]:
    findings = CHECKER.check(text, language=language, platform="taobao", terms=terms)
    return [(one.code, one.severity, text[slice(*one.span)]) for one in findings]


REFUSED = Terms(
    {
        "no_reason_return": "expired",
        "return_postage": "not_eligible",
        "price_protection": "expired",
        "late_shipment": "not_eligible",
    }
)


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("我们给您全额退款", "zh", "全额退"),
        ("这件可以退货的，您直接申请", "zh", "可以退货"),
        ("来回运费我们承担", "zh", "运费我们承担"),
        ("差价退给您", "zh", "差价退"),
        ("迟发了，我们赔您三块", "zh", "赔您"),
        ("We will give you a full refund.", "en", "full refund"),
        ("We will refund you in full.", "en", "We will refund you"),
        ("You can still return it.", "en", "can still return it"),
        ("We will pay the return postage.", "en", "We will pay the return postage"),
        ("Here is a prepaid label.", "en", "prepaid label"),
        ("We refund the price difference.", "en", "refund the price difference"),
        ("钱会一分不少退给您", "zh", "一分不少退"),
        ("您寄回来吧，我们给您退", "zh", "寄回来吧，我们给您退"),
        ("邮费店家出，您放心", "zh", "邮费店家出"),
        ("多付的钱退给您", "zh", "多付的钱退"),
        ("没关系，寄回来照退", "zh", "寄回来照退"),
        ("You will get all your money back.", "en", "all your money back"),
        ("Please send it back and we'll refund you.", "en", "send it back and we'll refund"),
        ("The return postage is on us.", "en", "return postage is on us"),
    ],
)
def test_what_the_decision_refuses_must_not_be_promised(text: str, language: Language, place: str) -> None:
    assert found(text, REFUSED, language) == [("not_granted", "block", place)]
    assert found(text, None, language) == []
    assert found(text, Terms(dict.fromkeys(REFUSED.outcomes, "eligible")), language) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("很抱歉，这单没法全额退款", "zh"),
        ("如果核实是质量问题，可以退货", "zh"),
        ("平台支持的话，我们全额退款", "zh"),
        ("质检通过才能全额退款", "zh"),
        ("全额退款要等平台判定", "zh"),
        ("退货运费由您承担", "zh"),
        ("We cannot offer a full refund.", "en"),
        ("If eBay decides so, you get a full refund.", "en"),
        ("You may resell it.", "en"),
    ],
)
def test_a_refusal_or_a_condition_is_no_promise(text: str, language: Language) -> None:
    assert found(text, REFUSED, language) == []


@pytest.mark.parametrize("other", ["quality_claim", "ebay_return"])
def test_another_rule_that_says_yes_gives_the_return(other: str) -> None:
    outcomes: dict[str, Outcome] = {"no_reason_return": "expired", other: "eligible"}
    assert found("我们给您全额退款", Terms(outcomes)) == []


FORTY = Terms(amounts=(Decimal("40.00"), Decimal("199.00")), currency="CNY")


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("差额¥40.00退给您", []),
        ("退您40元", []),
        ("退您50元", [("amount_differs", "warn", "50元")]),
        ("退您４５元", [("amount_differs", "warn", "４５元")]),
        ("退您200元", [("amount_too_high", "block", "200元")]),
        ("补偿您三百块", [("amount_too_high", "block", "三百块")]),
        ("退您$40", [("amount_differs", "warn", "$40")]),
        ("这件现价150元", []),
        ("您当时付了150元，差价会退给您", []),
        ("一共3件，都退给您", []),
        ("给您退六十", [("amount_differs", "warn", "六十")]),
        ("退您三百整", [("amount_too_high", "block", "三百")]),
        ("退您55 yuan", [("amount_differs", "warn", "55")]),
    ],
)
def test_an_amount_that_differs_is_found_where_money_is_promised(
    text: str, findings: list[tuple[str, str, str]]
) -> None:
    assert found(text, FORTY) == findings


def test_without_a_decided_amount_none_is_wrong() -> None:
    assert found("退您200元", Terms()) == []


@pytest.mark.parametrize(
    ("text", "language", "findings"),
    [
        ("退款明天到账", "zh", [("too_soon", "warn", "明天")]),
        ("24小时内退款", "zh", [("too_soon", "warn", "24小时内")]),
        ("退款两天内到账", "zh", [("too_soon", "warn", "两天内")]),
        ("退款最晚11月24日到账", "zh", []),
        ("退款11月23日到账", "zh", [("too_soon", "warn", "11月23日")]),
        ("退款1月3日到账", "zh", []),
        ("退款2月30日到账", "zh", []),
        ("退款3天内到账", "zh", []),
        ("11月20日我们收到了退货，退款在办", "zh", []),
        ("您的退件今天 10:00 到的仓库，验好就原路退款", "zh", []),
        ("您今天提交的退款申请我在看", "zh", []),
        ("您的退款今天到账", "zh", [("too_soon", "warn", "今天")]),
        ("明天给您回电话", "zh", []),
        ("您的退款大后天到账", "zh", []),
        ("现在就给您退款", "zh", [("too_soon", "warn", "现在就")]),
        ("钱今天就能到您账上", "zh", [("too_soon", "warn", "今天")]),
        ("半小时内退给您", "zh", [("too_soon", "warn", "半小时内")]),
        ("退款周一到账", "zh", [("too_soon", "warn", "周一")]),
        ("退款周四到账", "zh", []),
        ("我今天会催财务退款", "zh", []),
        ("马上为您核实退款进度", "zh", []),
        ("I'm refunding you right now.", "en", [("too_soon", "warn", "right now")]),
        ("The money will be back in 24 hours.", "en", [("too_soon", "warn", "in 24 hours")]),
        ("You will get your money back by Monday.", "en", [("too_soon", "warn", "Monday")]),
        ("We will look into your refund today.", "en", []),
        ("Your refund arrives tomorrow.", "en", [("too_soon", "warn", "tomorrow")]),
        ("Your refund arrives within one day.", "en", [("too_soon", "warn", "within one day")]),
        ("Your refund arrives within 30 minutes.", "en", [("too_soon", "warn", "within 30 minutes")]),
        ("Your refund arrives by 23 Nov.", "en", [("too_soon", "warn", "23 Nov")]),
        ("Your return arrived on 21 Nov and the refund follows.", "en", []),
        ("Your refund arrives by 25 Nov.", "en", []),
        ("Your refund is not here before tomorrow.", "en", []),
    ],
)
def test_a_day_sooner_than_the_deadline_is_found(
    text: str, language: Language, findings: list[tuple[str, str, str]]
) -> None:
    assert found(text, Terms(deadline=DUE, now=NOW), language) == findings
    assert found(text, Terms(deadline=DUE), language) == []


def decide(rule: str, outcome: Outcome, amount: str | None = None) -> Decision:
    return Decision(
        rule,
        outcome,
        "reason",
        Bilingual("因为", "because"),
        Decimal(amount) if amount else None,
        "CNY" if amount else None,
        DUE,
        values={"least": Decimal(1), "days": 3},
    )


def test_terms_are_read_from_decisions() -> None:
    made = [decide("late_shipment", "eligible", "5.00"), decide("refund_timing", "eligible")]
    terms = read_terms(made, known=[Decimal(99)], now=NOW)
    assert dict(terms.outcomes) == {"late_shipment": "eligible", "refund_timing": "eligible"}
    assert set(terms.amounts) == {Decimal(5), Decimal(1), Decimal(99)}
    assert (terms.currency, terms.deadline, terms.now) == ("CNY", DUE, NOW)


def test_a_deadline_that_runs_for_the_buyer_is_no_term_of_the_shop() -> None:
    terms = read_terms([decide("no_reason_return", "eligible")], known=[Decimal(99)])
    assert (terms.amounts, terms.currency, terms.deadline) == ((), None, None)
