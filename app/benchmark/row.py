"""One figure of the benchmark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["us", "s", "MB", "1/s"]


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure should keep: its ratio where it has one, else its value, at most or at least `limit`."""

    limit: float
    least: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with its unit, and how many times another one it is; `to` names that one."""

    name: str
    value: float
    unit: Unit
    ratio: float | None = None
    to: str = ""
    bound: Bound | None = None

    @property
    def kept(self) -> bool | None:
        """Return whether the bound is kept; None where there is none."""
        if self.bound is None:
            return None
        judged = self.value if self.ratio is None else self.ratio
        return judged >= self.bound.limit if self.bound.least else judged <= self.bound.limit
