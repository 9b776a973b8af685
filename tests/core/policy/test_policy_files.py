"""The shop's own policy files are sound, and a file that is not is told what it lacks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from policy_cases import FOLDER, ask, read_policy

from app.core.definitions import Policy, Words
from app.core.policy import REASONS, RULES, VALUE_NAMES, PolicyFault, policy_faults

FILES = sorted(path.stem for path in FOLDER.glob("[!_]*.yaml"))
UNITS = {"day", "working_day", "business_day", "hour", "minute", "percent", "cny", "usd", "count"}


def reworded(rule: str, reason: str, zh: str, en: str = "Why.") -> Policy:
    """Return a policy in which one sentence was rewritten."""
    policy = read_policy(rule)
    return policy.model_copy(update={"because": {**policy.because, reason: Words(zh=zh, en=en)}})


def without(rule: str, reason: str) -> Policy:
    """Return a policy that lacks the sentence of one reason."""
    policy = read_policy(rule)
    return policy.model_copy(update={"because": {key: policy.because[key] for key in policy.because if key != reason}})


def test_there_is_a_file_for_every_rule_and_one_for_service_levels() -> None:
    assert set(FILES) == {*RULES, "service_levels"}


@pytest.mark.parametrize("rule", FILES)
def test_a_policy_file_is_sound_and_named_after_its_rule(rule: str) -> None:
    policy = read_policy(rule)
    assert policy.id == rule
    assert policy_faults(policy) == ()


@pytest.mark.parametrize("rule", RULES)
def test_a_policy_file_words_exactly_the_reasons_of_its_rule(rule: str) -> None:
    assert set(read_policy(rule).because) == REASONS[rule]


@pytest.mark.parametrize("rule", FILES)
def test_figures_have_a_known_unit_and_a_value_above_zero(rule: str) -> None:
    for row in read_policy(rule).figures:
        assert row.unit in UNITS
        assert row.value > 0


@pytest.mark.parametrize("rule", FILES)
def test_no_figure_claims_a_day_of_reading_that_nobody_recorded(rule: str) -> None:
    policy = read_policy(rule)
    notes = [row.source for row in policy.figures] + [policy.source]
    assert [note.verified_on for note in notes if note] == [None] * len([note for note in notes if note])


def test_the_service_levels_are_those_of_the_shops_standard() -> None:
    levels = {row.name: (row.value, row.unit) for row in read_policy("service_levels").figures}
    assert levels == {
        "first_reply": (Decimal(5), "minute"),
        "parcel_solved": (Decimal(48), "hour"),
        "refund_after_return": (Decimal(72), "hour"),
        "chase_update": (Decimal(24), "hour"),
        "overdue_update": (Decimal(4), "hour"),
        "day_ends": (Decimal(22), "hour"),
        "warehouse_answer": (Decimal(2), "working_day"),
        "vip_visit": (Decimal(30), "day"),
    }


def test_faults_of_a_policy_are_all_named() -> None:
    policy = reworded("refund_timing", "overdue", "过了 {window} 小时，{surprise}")
    policy = policy.model_copy(
        update={"because": {**policy.because, "odd": Words(zh="怪", en="Odd")}, "figures": policy.figures[:1]}
    )
    assert policy_faults(policy) == (
        PolicyFault("reason_unknown", "odd"),
        PolicyFault("figure_missing", "legal_limit"),
        PolicyFault("place_unknown", "surprise", "overdue"),
    )


def test_a_missing_reason_is_a_fault() -> None:
    assert policy_faults(without("refund_timing", "overdue")) == (PolicyFault("reason_missing", "overdue"),)


def test_a_value_that_is_only_sometimes_known_may_not_stand_in_a_sentence() -> None:
    policy = reworded("price_protection", "not_closed_yet", "差价 {amount}")
    assert policy_faults(policy) == (PolicyFault("place_unknown", "amount", "not_closed_yet"),)


def test_what_fills_a_place_is_never_read_as_a_place() -> None:
    policy = read_policy("no_reason_return").model_copy(update={"excluded": ("{window} 定制",)})
    decision = ask("no_reason_return", policy=policy, category="{window} 定制")
    assert decision is not None
    assert "{window} 定制" in decision.because.zh


def test_amount_and_deadline_are_the_decisions_own_and_never_values() -> None:
    assert not {"amount", "deadline"} & frozenset().union(*VALUE_NAMES.values())


def test_a_figure_that_is_not_whole_is_quoted_as_it_stands() -> None:
    policy = read_policy("refund_timing")
    rows = (policy.figures[0].model_copy(update={"value": Decimal("1.50")}), policy.figures[1])
    decision = ask("refund_timing", policy=policy.model_copy(update={"figures": rows}))
    assert decision is not None
    assert decision.values["window"] == "1.5"
