"""What an agent types is held against what was decided, when the caller says so."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from app.contract import read_context, read_lint
from app.core.lint import Terms
from app.errors import BadInput

PRESENT = datetime.fromisoformat("2026-11-21T12:00:00+08:00")
DUE = datetime.fromisoformat("2026-11-24T18:00:00+08:00")
TEXT = {"text": "退您50元", "language": "zh"}
CONTEXT = {
    "outcomes": {"refund_timing": "eligible"}, "amount": "40.00", "currency": "CNY", "deadline": DUE.isoformat(),
}  # fmt: skip


def read(**more: Any) -> Terms | None:
    return read_context(read_lint({**TEXT, **more}), present=PRESENT)


def test_without_a_context_there_is_nothing_to_hold_a_text_against() -> None:
    assert read() is None


def test_a_context_becomes_the_terms_of_the_check() -> None:
    outcomes = {"refund_timing": "eligible"}
    assert read(context=CONTEXT) == Terms(outcomes, (Decimal("40.00"),), "CNY", DUE, PRESENT)  # type: ignore[arg-type]


def test_every_part_of_a_context_may_be_left_out() -> None:
    assert read(context={}) == Terms(now=PRESENT)


def test_the_time_to_reckon_from_may_be_given() -> None:
    terms = read(context={"now": "2026-11-22T12:00:00+08:00"})
    assert terms is not None
    assert terms.now == datetime.fromisoformat("2026-11-22T12:00:00+08:00")


@pytest.mark.parametrize(
    ("context", "path"),
    [
        ({"outcome": {}}, "context.outcome"),
        ({"amount": 40}, "context.amount"),
        ({"currency": "RMB"}, "context.currency"),
        ({"deadline": "2026-11-24"}, "context.deadline"),
        ({"outcomes": {"refund_timing": "maybe"}}, "context.outcomes.refund_timing"),
    ],
)
def test_a_wrong_part_is_refused_with_its_path(context: dict[str, Any], path: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(context=context)
    assert [error.path for error in caught.value.errors] == [path]
