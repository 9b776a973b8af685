"""docs/policy.md lists every figure as the files have it, and names tests that exist."""

from __future__ import annotations

import re

import pytest
from policy_cases import FOLDER, read_policy

PAGE = (FOLDER.parent / "docs" / "policy.md").read_text(encoding="utf-8")
HERE = FOLDER.parent / "tests" / "core" / "policy"
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in PAGE.splitlines()
    if re.match(r"\| [a-z_]+ \| [a-z_]+ \|", line)
]
STANDINGS = {"read at origin", "read in a transcription", "secondary", "not verified", "own"}
FILES = sorted(path.stem for path in FOLDER.glob("[!_]*.yaml"))


def test_the_table_holds_every_figure_of_every_file_as_it_is() -> None:
    wanted = {
        (rule, row.name, ", ".join(row.platform) or "all of the rule", row.site or "", f"{row.value} {row.unit}")
        for rule in FILES
        for row in read_policy(rule).figures
    }
    assert {row[:5] for row in ROWS[1:]} == wanted
    assert len(ROWS[1:]) == len(wanted)


@pytest.mark.parametrize("row", ROWS[1:], ids=lambda row: f"{row[0]}.{row[1]}")
def test_the_test_that_shows_a_figures_edges_exists(row: tuple[str, ...]) -> None:
    file, _, function = row[6].partition("::")
    assert f"def {function}(" in (HERE / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("row", ROWS[1:], ids=lambda row: f"{row[0]}.{row[1]}")
def test_the_standing_agrees_with_the_source_named_in_the_file(row: tuple[str, ...]) -> None:
    rule, name, platforms, _, _, standing, _ = row
    (figure,) = (
        one
        for one in read_policy(rule).figures
        if one.name == name and (", ".join(one.platform) or "all of the rule") == platforms
    )
    assert standing in STANDINGS
    assert bool(figure.source.url) == standing.startswith("read")
    assert ("not verified" in figure.source.name) == (standing == "not verified")


def test_rules_without_figures_are_described_too() -> None:
    bare = [rule for rule in FILES if not read_policy(rule).figures]
    assert bare == ["ebay_cancel", "return_postage"]
    assert all(f"`{rule}`" in PAGE for rule in bare)
