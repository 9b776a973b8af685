"""docs/policy.md lists every figure as the files have it: value, source, dates, and how far to trust it."""

from __future__ import annotations

import pytest
from policy_cases import FOLDER, read_policy
from policy_table import PAGE, ROWS, Row, where

STANDINGS = {"read at origin", "read in a transcription", "secondary", "not verified", "own"}
FILES = sorted(path.stem for path in FOLDER.glob("[!_]*.yaml"))
EACH = pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.rule}.{row.figure}")


def test_the_table_holds_every_figure_of_every_file_as_it_is() -> None:
    wanted = {
        (rule, row.name, where(row), row.site or "", f"{row.value} {row.unit}")
        for rule in FILES
        for row in read_policy(rule).figures
    }
    assert {(row.rule, row.figure, row.platforms, row.site, row.value) for row in ROWS} == wanted
    assert len(ROWS) == len(wanted)


@EACH
def test_source_and_dates_are_those_of_the_file(row: Row) -> None:
    source = row.written.source
    assert row.source == (f"[{source.name}]({source.url})" if source.url else source.name)
    assert row.since == str(row.written.effective_from or "–")
    assert row.read_on == str(source.verified_on or "–")


@EACH
def test_the_standing_agrees_with_the_source_named_in_the_file(row: Row) -> None:
    source = row.written.source
    assert row.standing in STANDINGS
    assert bool(source.url) == row.standing.startswith("read")
    assert ("not verified" in source.name) == (row.standing == "not verified")


def test_rules_without_figures_are_described_too() -> None:
    bare = [rule for rule in FILES if not read_policy(rule).figures]
    assert bare == ["ebay_cancel", "return_postage"]
    assert all(f"`{rule}`" in PAGE for rule in bare)
