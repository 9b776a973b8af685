"""Every way a rule can end is reached, worded without a hole, and quotes only what it announced."""

from __future__ import annotations

from typing import Any

import pytest
from endings import ENDINGS
from policy_cases import ask, read_policy, rule_on

from app.core.policy import NOTES, REASONS, RULES, VALUE_NAMES
from app.model import OUTCOMES, PLATFORMS, Decision

TABLE = pytest.mark.parametrize(("rule", "outcome", "reason", "sides"), ENDINGS, ids=lambda cell: str(cell)[:40])


def known(decision: Decision) -> set[str]:
    """Return the names that the decision's sentence could quote."""
    own = {"amount": decision.amount, "deadline": decision.deadline}
    return set(decision.values) | {name for name, value in own.items() if value is not None}


@TABLE
def test_the_case_ends_as_the_table_says(rule: str, outcome: str, reason: str, sides: dict[str, Any]) -> None:
    decision = rule_on(rule, **sides)
    assert (decision.outcome, decision.reason) == (outcome, reason)


@TABLE
def test_the_sentence_has_no_hole(rule: str, outcome: str, reason: str, sides: dict[str, Any]) -> None:
    because = rule_on(rule, **sides).because
    assert "{" not in because.zh + because.en
    assert because.zh.endswith("。")
    assert because.en.endswith(".")


@TABLE
def test_the_names_promised_for_a_reason_are_there(rule: str, outcome: str, reason: str, sides: dict[str, Any]) -> None:
    decision = rule_on(rule, **sides)
    assert RULES[rule].reasons[reason] <= known(decision)
    assert decision.values.keys() <= VALUE_NAMES[rule]


@TABLE
def test_facts_are_missing_where_facts_are_needed(rule: str, outcome: str, reason: str, sides: dict[str, Any]) -> None:
    decision = rule_on(rule, **sides)
    assert bool(decision.facts_missing) or outcome != "needs_facts"
    assert set(decision.facts_used) <= sides.keys()


@TABLE
def test_every_decision_names_its_source(rule: str, outcome: str, reason: str, sides: dict[str, Any]) -> None:
    source = rule_on(rule, **sides).source
    assert source is not None
    assert source.name


def test_the_table_reaches_every_reason_of_every_rule() -> None:
    reached = {(rule, reason) for rule, _, reason, _ in ENDINGS}
    assert reached == {(rule, reason) for rule, codes in REASONS.items() for reason in codes - NOTES}


def test_every_outcome_is_one_of_the_contract() -> None:
    assert {outcome for _, outcome, _, _ in ENDINGS} == set(OUTCOMES)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_rule_speaks_only_on_its_platforms(rule: str, platform: str) -> None:
    decision = ask(rule, platform=platform)
    assert (decision is not None) == (platform in read_policy(rule).platforms)


def test_service_levels_decide_nothing() -> None:
    assert ask("service_levels") is None


def test_a_rule_without_its_figures_does_not_apply() -> None:
    policy = read_policy("refund_timing").model_copy(update={"figures": ()})
    assert ask("refund_timing", policy=policy) is None
