"""tests/cases/edges: the last second before each deadline of the policy and the first after it, with what is said then.

The cases stand in twos that differ in `now` by a single second.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest
from case_files import Case, read_cases

from app.core.library import Library
from app.core.policy import RULES

CASES = [case for case in read_cases() if case.path.parent.name == "edges"]
EDGES = list(zip(CASES[::2], CASES[1::2], strict=True))
TIMES = {"day", "working_day", "business_day", "hour", "minute"}
ONLY_SAID = {"transit_least"}
"""Figures at which nothing ends."""
PROMISED = {"late_shipment": 1, "ebay_not_received": 1}
"""Deadlines that stand in a fact and not in a figure: shipping, and the latest delivery."""


def find_crossed(before: Case, after: Case) -> list[str]:
    """Return the rules that end in another way in the second case."""
    return [rule for rule, one in before.decisions.items() if one["reason"] != after.decisions[rule]["reason"]]


@pytest.mark.parametrize(("before", "after"), EDGES, ids=[before.name for before, _ in EDGES])
def test_a_single_second_and_nothing_else_makes_the_difference(before: Case, after: Case) -> None:
    moments = [datetime.fromisoformat(case.row["now"]) for case in (before, after)]
    assert moments[1] - moments[0] == timedelta(seconds=1)
    assert find_crossed(before, after) == list(before.decisions) == [before.path.stem]
    same = [{name: case.row.get(name) for name in ("say", "platform", "intents", "facts")} for case in (before, after)]
    assert same[0] == same[1]


def test_every_deadline_of_the_policy_is_crossed(library: Library) -> None:
    ends = {
        rule: {one.name for one in library.policies[rule].figures if one.unit in TIMES} - ONLY_SAID for rule in RULES
    }
    crossed = Counter(before.path.stem for before, _ in EDGES)
    assert {rule: crossed[rule] for rule in RULES} == {rule: len(ends[rule]) + PROMISED.get(rule, 0) for rule in RULES}
