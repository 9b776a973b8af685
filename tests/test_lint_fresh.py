"""The pre-send check, with its ear, against sentences that nobody learned from: three batches, each written afresh."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from app.core.lint import Terms
from app.engine import Engine
from app.library.folder import builtin_folder
from app.library.tone_file import SPOKEN

FRESH = Path(__file__).parent / "lint" / "fresh.tsv"
GOOD = "good"
LEAST_FOUND = 0.9
MOST_ALARMS = 0.03


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with FRESH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_case(written: str, now: datetime) -> Terms | None:
    """Return what was decided: `rule=outcome`, `amount=40 USD` or `deadline=2026-11-28`; None for nothing."""
    name, _, value = written.partition("=")
    if name == "amount":
        number, _, currency = value.partition(" ")
        return Terms(amounts=(Decimal(number),), currency=currency or "CNY")
    if name == "deadline":
        return Terms(deadline=datetime.fromisoformat(f"{value}T18:00").replace(tzinfo=now.tzinfo), now=now)
    return Terms({name: value}) if name else None  # type: ignore[dict-item]


def codes_of(engine: Engine, row: Mapping[str, str], now: datetime) -> set[str]:
    terms = read_case(row["terms"], now)
    found = engine.lint(row["sentence"], language=row["language"], platform=row["platform"], terms=terms)  # type: ignore[arg-type]
    return {one.code for one in found}


def test_nine_in_ten_are_found_under_their_code(engine: Engine, rows: list[dict[str, str]], now: datetime) -> None:
    bad = [row for row in rows if row["code"] != GOOD]
    assert len(bad) >= 200
    missed = [row["sentence"] for row in bad if not codes_of(engine, row, now) & {*row["code"].split("|")}]
    assert len(missed) <= (1 - LEAST_FOUND) * len(bad), missed


def test_hardly_a_good_one_is_objected_to(engine: Engine, rows: list[dict[str, str]], now: datetime) -> None:
    good = [row for row in rows if row["code"] == GOOD]
    assert len(good) >= 180
    raised = [row["sentence"] for row in good if codes_of(engine, row, now)]
    assert len(raised) <= MOST_ALARMS * len(good), raised


def test_none_of_them_was_learned_from(rows: list[dict[str, str]]) -> None:
    spoken = (builtin_folder() / SPOKEN).read_text(encoding="utf-8").splitlines()
    learned = {line.partition("\t")[2] for line in spoken}
    assert not [row["sentence"] for row in rows if row["sentence"] in learned]
