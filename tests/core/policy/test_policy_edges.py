"""Every test that docs/policy.md names shows the edges of its figure: it fails if the figure or the clock is a bit off.

A figure is moved by its smallest step both ways, and the clock by one second both ways; each time the named test is
run again, and at least one of its rows must notice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

import policy_cases
import pytest
from policy_table import PROMISES, ROWS, Promise, Row

from app.core.definitions import Policy
from app.core.policy import Case, decide
from app.model import Decision, Figure

STEPS = {"cny": Decimal("0.01"), "percent": Decimal("0.1")}
"""The smallest step of a unit in which a rule is written; of all others one."""
TIMES = frozenset({"day", "working_day", "business_day", "hour", "minute"})
NO_EDGE = {"transit_least"}
"""Figures that are only said: nothing ends there."""
WAYS = pytest.mark.parametrize("way", [1, -1], ids=["more", "less"])


def arguments(test: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """Yield what pytest would call a test with, row by row."""
    marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
    if not marks:
        yield {}
    for mark in marks:
        names = [mark.args[0]] if isinstance(mark.args[0], str) else mark.args[0]
        for row in mark.args[1]:
            yield dict(zip(names, row if len(names) > 1 else [row], strict=True))


def fails(test: Callable[..., None], row: dict[str, Any]) -> bool:
    """Return whether a test fails with one row of its arguments."""
    try:
        test(**row)
    except AssertionError:
        return True
    return False


def notices(name: str) -> bool:
    """Return whether the test called file::function fails with any row as things stand."""
    file, _, function = name.partition("::")
    test = getattr(import_module(file.removesuffix(".py")), function)
    return any(fails(test, row) for row in arguments(test))


def move_figure(patch: pytest.MonkeyPatch, row: Row, way: int) -> None:
    """Move one figure of one policy by its smallest step."""
    read, moved = policy_cases.read_policy, row.written
    step = STEPS.get(moved.unit, Decimal(1))

    def read_moved(rule: str) -> Policy:
        policy = read(rule)
        if rule != row.rule:
            return policy
        off = moved.model_copy(update={"value": moved.value + way * step})
        figures = tuple(off if one is moved else one for one in policy.figures)
        return policy.model_copy(update={"figures": figures})

    patch.setattr(policy_cases, "read_policy", read_moved)


def move_clock(patch: pytest.MonkeyPatch, way: int) -> None:
    """Let every case be decided one second later, or earlier."""

    def decide_later(rule: str, case: Case, *, policy: Policy, figures: dict[str, Figure]) -> Decision | None:
        return decide(rule, replace(case, now=case.now + way * timedelta(seconds=1)), policy=policy, figures=figures)

    patch.setattr(policy_cases, "decide", decide_later)


def has_end(row: Row) -> bool:
    """Return whether something ends where the figure says; service levels are only counted, nothing is decided."""
    return row.written.unit in TIMES and row.rule != "service_levels" and row.figure not in NO_EDGE


@WAYS
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.rule}.{row.figure}")
def test_the_test_of_a_figure_notices_its_smallest_change(row: Row, way: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not notices(row.test)
    move_figure(monkeypatch, row, way)
    assert notices(row.test)


@WAYS
@pytest.mark.parametrize("row", [row for row in ROWS if has_end(row)], ids=lambda row: f"{row.rule}.{row.figure}")
def test_the_test_of_a_deadline_notices_a_single_second(row: Row, way: int, monkeypatch: pytest.MonkeyPatch) -> None:
    move_clock(monkeypatch, way)
    assert notices(row.test)


@WAYS
@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: f"{promise.rule}.{promise.fact}")
def test_the_test_of_a_promised_instant_notices_a_single_second(
    promise: Promise, way: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not notices(promise.test)
    move_clock(monkeypatch, way)
    assert notices(promise.test)
