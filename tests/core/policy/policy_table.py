"""The tables of docs/policy.md: every figure, and every instant that a fact promises, with the test of its edges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policy_cases import FOLDER, read_policy

from app.core.definitions import FigureRow

PAGE = (FOLDER.parent / "docs" / "policy.md").read_text(encoding="utf-8")
EVERYWHERE = "all of the rule"


@dataclass(frozen=True, slots=True)
class Row:
    """A figure as the page tells it; `test` is written file::function."""

    rule: str
    figure: str
    platforms: str
    site: str
    value: str
    standing: str
    source: str
    since: str
    read_on: str
    test: str

    @property
    def written(self) -> FigureRow:
        """Return the row of the policy file that this one tells of."""
        (found,) = (
            row for row in read_policy(self.rule).figures if (row.name, where(row)) == (self.figure, self.platforms)
        )
        return found


@dataclass(frozen=True, slots=True)
class Promise:
    """An instant that stands in a fact, and the test of its edges."""

    rule: str
    fact: str
    test: str


def where(row: FigureRow) -> str:
    """Return the platforms of a figure as the page names them."""
    return ", ".join(row.platform) or EVERYWHERE


def read_rows(title: str) -> Iterator[list[str]]:
    """Yield the cells of each row of the table under a title."""
    part = PAGE.split(f"## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if re.match(r"\| [a-z_]+ \| [a-z_]+ \|", line)]
    yield from ([cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:])


ROWS = [Row(*cells) for cells in read_rows("Figures")]
PROMISES = [Promise(*cells) for cells in read_rows("Instants that facts promise")]
