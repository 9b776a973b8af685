"""A line of a table as it was read, and the bounds within which one is read."""

from __future__ import annotations

from dataclasses import dataclass

MOST_COLUMNS = 500
LONGEST_LINE = 1_000_000
"""Characters of a line; a longer one is not read on."""
MOST_LINES = 1_048_576
"""Lines of a sheet that Excel can hold; more is a file that only says so."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: the number of the file's line on which it ends, and its cells; `fault` says why it cannot be used."""

    number: int
    cells: tuple[object, ...]
    fault: str | None = None
