"""What a buyer says → what it is taken for, what the rules say, and which reply is drafted.

After a change of replies: `pytest tests/test_cases.py --update-golden` writes `reply` and `text` anew; review the diff.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from case_files import DECIDED, Case, read_cases, show_decision, write_case
from fact_strategies import facts_around
from hypothesis import given, settings
from hypothesis import strategies as st

from app.contract import read_inquiry
from app.core.library import Library
from app.core.policy import NOTES, RULES, decide
from app.core.policy import Case as Matter
from app.core.text import bare
from app.engine import Engine
from app.model import PLATFORMS, Answer, Decision, Facts, Platform

Found = Callable[[Case], Answer]
Judge = Callable[[str, Platform, Facts, tuple[str, ...]], Decision | None]
INTENTS = sorted(path.stem for path in (Path(__file__).parent.parent / "intents").glob("*.yaml"))
CASES = read_cases()
EACH = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
SHOWN = {
    (rule, one["outcome"], one["reason"], case.is_english)
    for case in CASES
    for rule, one in case.decisions.items()
    if "reason" in one
}
"""Every way of ending that a case shows: rule, outcome, reason, and whether the buyer writes English."""


def answer(row: dict[str, Any], engine: Engine, now: datetime) -> Answer:
    """Return what the engine makes of a case."""
    asked = {"message": row["say"], "platform": row.get("platform", "taobao"), "facts": row.get("facts", {})}
    at = datetime.fromisoformat(row["now"]) if "now" in row else now
    inquiry = replace(read_inquiry(asked).inquiry, intents=tuple(row.get("intents", ())))
    return engine.draft(inquiry, now=at)


@pytest.fixture(scope="module")
def found(engine: Engine, now: datetime) -> Found:
    """What the engine makes of a case, found out once."""
    answers: dict[str, Answer] = {}

    def find(case: Case) -> Answer:
        if case.name not in answers:
            answers[case.name] = answer(case.row, engine, now)
        return answers[case.name]

    return find


@EACH
def test_a_message_is_taken_for_what_is_written(case: Case, found: Found) -> None:
    taken = [intent.id for intent in found(case).classification.intents]
    if "is" in case.row:
        assert taken == ([] if case.row.get("abstains") else case.row["is"])
    else:
        assert case.row["intents"]


@EACH
def test_the_rules_decide_as_is_written(case: Case, found: Found) -> None:
    decided = {decision.rule: decision for decision in found(case).decisions}
    assert {rule: show_decision(decided.get(rule), one) for rule, one in case.decisions.items()} == case.decisions
    assert (found(case).escalate is not None) is case.row.get("escalate", False)


@EACH
def test_the_first_reply_is_the_one_that_is_written(case: Case, found: Found, update_golden: bool) -> None:
    first = found(case).drafts[0]
    read = {"reply": first.template, "text": first.body.text}
    written = {name: case.row[name] for name in read if name in case.row}
    if update_golden:
        write_case(case, **{name: read[name] for name in written})
    else:
        assert written == {name: read[name] for name in written}


@EACH
def test_every_draft_of_a_case_may_be_sent(case: Case, found: Found) -> None:
    drafts = found(case).drafts
    assert 1 <= len(drafts) <= 3
    for draft in drafts:
        assert [finding for finding in draft.findings if finding.severity == "block"] == []


def test_every_way_a_rule_can_end_has_a_case(library: Library) -> None:
    sentences = {rule: set(library.policies[rule].because) - NOTES for rule in RULES}
    assert {(rule, reason) for rule, _, reason, _ in SHOWN} == {
        (rule, reason) for rule, reasons in sentences.items() for reason in reasons
    }


@pytest.fixture(scope="module")
def judge(library: Library, now: datetime) -> Judge:
    """Decide by the shop's policy; a function, as a property that fails prints what it was given."""

    def decide_now(rule: str, platform: Platform, facts: Facts, intents: tuple[str, ...]) -> Decision | None:
        matter = Matter(platform, facts, now, now.tzinfo or UTC, intents)
        return decide(rule, matter, policy=library.policies[rule], figures=library.figures(rule, platform))

    return decide_now


@pytest.mark.parametrize("rule", RULES)
@settings(deadline=None)
@given(data=st.data())
def test_no_rule_ends_in_a_way_that_no_case_shows(rule: str, data: st.DataObject, judge: Judge, now: datetime) -> None:
    said = data.draw(st.lists(st.sampled_from(INTENTS), max_size=2))
    decision = judge(rule, data.draw(st.sampled_from(PLATFORMS)), data.draw(facts_around(now)), tuple(said))
    if decision is not None:
        assert (rule, decision.outcome, decision.reason) in {ending[:3] for ending in SHOWN}


def test_every_way_a_rule_can_end_is_shown_in_both_languages() -> None:
    endings = {ending[:3] for ending in SHOWN}
    assert {(*ending, english) for ending in endings for english in (True, False)} == SHOWN


def test_every_intent_is_fixed_to_the_word_in_both_languages(library: Library) -> None:
    worded = {(case.intents[0], case.is_english) for case in CASES if "text" in case.row}
    assert worded >= {(intent, english) for intent in library.intents for english in (True, False)}


def test_a_case_writes_of_a_decision_only_what_is_compared() -> None:
    written = {name for case in CASES for one in case.decisions.values() for name in one}
    assert written == set(DECIDED)


def test_no_case_is_a_phrase_that_was_learned(library: Library) -> None:
    phrases = {bare(text.lower()) for intent in library.intents.values() for text in (*intent.says.zh, *intent.says.en)}
    assert [case.row["say"] for case in CASES if bare(case.row["say"].lower()) in phrases] == []
