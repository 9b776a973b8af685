"""Whatever is known or not known, every rule answers, and its answer keeps its shape."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policy_cases import LONDON, SHANGHAI, figures_on, read_policy

from app.core.policy import NOTES, REASONS, RULES, VALUE_NAMES, Case, decide
from app.core.policy.blame import BUYER, COURIER, SHOP
from app.model import FACT_NAMES, OUTCOMES, Decision, Facts, Fault

MONEY = ("price_paid", "current_price")
FLAGS = ("free_shipping", "worn", "intact")
MOMENTS = tuple(name for name in FACT_NAMES if name.endswith(("_at", "_by")))
ZONES = (SHANGHAI, LONDON, UTC, ZoneInfo("America/Sao_Paulo"), timezone(timedelta(hours=-11, minutes=-30)))
INTENTS = sorted(SHOP | COURIER | BUYER | {"greeting"})

any_zone = st.sampled_from(ZONES)
near = st.datetimes(datetime.fromisoformat("2026-08-01"), datetime.fromisoformat("2027-03-01"), timezones=any_zone)
far = st.datetimes(datetime.fromisoformat("0001-01-02"), datetime.fromisoformat("9999-12-30"), timezones=any_zone)


def strategy_of(name: str) -> st.SearchStrategy[Any]:
    """Return values that the fact `name` can have, absurd ones too."""
    if name in MOMENTS:
        return near | far
    if name in MONEY:
        return st.decimals(allow_nan=True) | st.decimals("0.01", "2000", places=2)
    if name in FLAGS:
        return st.booleans()
    if name == "fault":
        return st.sampled_from(get_args(Fault))
    if name == "currency":
        return st.sampled_from(["CNY", "USD", "gbp", "", " "])
    return st.sampled_from(["定制", "fresh", "", "女装/连衣裙", "{amount}", "SF1234567890"])


any_facts = st.builds(Facts, **{name: st.none() | strategy_of(name) for name in FACT_NAMES})


@st.composite
def cases(draw: st.DrawFn, rule: str) -> tuple[Case, Decision]:
    """Draw a case on a platform of the rule, and what the rule says of it."""
    policy = read_policy(rule)
    platform = draw(st.sampled_from(policy.platforms))
    intents = tuple(draw(st.lists(st.sampled_from(INTENTS), max_size=3)))
    case = Case(platform=platform, facts=draw(any_facts), now=draw(near), timezone=draw(any_zone), intents=intents)
    decision = decide(rule, case, policy=policy, figures=figures_on(platform, policy))
    assert decision is not None
    return case, decision


def quoted(decision: Decision) -> set[str]:
    """Return the names that the decision's sentence could quote."""
    own = {"amount": decision.amount, "deadline": decision.deadline}
    return set(decision.values) | {name for name, value in own.items() if value is not None}


def check_shape(decision: Decision) -> None:
    """Assert that outcome, reason and values are among those announced."""
    assert decision.outcome in OUTCOMES
    assert decision.reason in REASONS[decision.rule] - NOTES
    assert RULES[decision.rule].reasons[decision.reason] <= quoted(decision)
    assert decision.values.keys() <= VALUE_NAMES[decision.rule]
    assert decision.source is not None


def check_sentence(decision: Decision, *, category: str | None) -> None:
    """Assert that nothing is left open in the sentence; a category may read like a place and stays text."""
    said = (decision.because.zh + decision.because.en).replace(category or "\0", "")
    assert "{" not in said
    assert "None" not in said


def check_facts(decision: Decision, *, facts: Facts) -> None:
    """Assert that facts used are known, and that facts which are needed are named."""
    assert all(getattr(facts, name) is not None for name in decision.facts_used)
    assert set(decision.facts_missing) <= set(FACT_NAMES)
    assert decision.facts_missing or decision.outcome != "needs_facts"


def check_amount(decision: Decision) -> None:
    """Assert that an amount is whole cents, not below zero, in a currency."""
    if decision.amount is not None:
        assert decision.amount >= 0
        assert decision.amount == decision.amount.quantize(Decimal("0.01"))
        assert decision.currency


@pytest.mark.parametrize("rule", RULES)
@given(data=st.data())
def test_any_facts_get_an_answer_that_keeps_its_shape(rule: str, data: st.DataObject) -> None:
    case, decision = data.draw(cases(rule))
    check_shape(decision)
    check_sentence(decision, category=case.text("category"))
    check_facts(decision, facts=case.facts)
    check_amount(decision)


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=20)
@given(data=st.data())
def test_the_same_moment_told_in_another_zone_ends_the_same(rule: str, data: st.DataObject) -> None:
    case, decision = data.draw(cases(rule))
    policy = read_policy(rule)
    other = replace(case, now=case.now.astimezone(UTC))
    assert decide(rule, other, policy=policy, figures=figures_on(case.platform, policy)) == decision
