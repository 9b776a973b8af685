"""A table on its way out: typed columns and rows, whatever kind of file it becomes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal, TypeAlias

Cell: TypeAlias = str | int | Decimal | datetime | None
Kind: TypeAlias = Literal["text", "number", "money", "moment"]

BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet may take for a formula (OWASP: CSV injection), the full-width signs too."""
QUOTE = "'"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `width` is in characters; a column with `is_summed` has its total below.

    `by` is the place of the column whose values are never added up with each other, such as currencies: then there is
    a total for each of them.
    """

    title: str
    kind: Kind = "text"
    width: int = 14
    is_summed: bool = False
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """What is written: moments are in the shop's zone already. `total` names the line of totals."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    total: str


def disarm(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; `arm` takes the quote away again."""
    return QUOTE + text if text.startswith((*BEGINS_FORMULA, QUOTE)) else text


def arm(text: str) -> str:
    """Return what `disarm` was given."""
    return text[1:] if text.startswith(QUOTE) and disarm(text[1:]) == text else text
