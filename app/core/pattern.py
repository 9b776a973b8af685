"""Regular expressions that are compiled when they are first used.

The program has some hundreds of them, and compiling them all would be a tenth of its start, whatever it is started for.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Match: TypeAlias = re.Match[str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression, used as one of `re` is: with the same methods, which answer the same.

    Any number of threads may share it. Two that use it first at the same moment both compile it, and that is all.
    A faulty expression is found out when it is first used; those of a library's files are tried when they are read.
    """

    pattern: str
    flags: int = 0
    _compiled: re.Pattern[str] | None = field(default=None, init=False, repr=False, compare=False)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> Match | None:
        """Return the first match between `start` and `end`."""
        return (self._compiled or self._compile()).search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> Match | None:
        """Return the match that begins at `start`."""
        return (self._compiled or self._compile()).match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> Match | None:
        """Return the match of everything between `start` and `end`."""
        return (self._compiled or self._compile()).fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[Match]:
        """Return the matches between `start` and `end`, in order; none reaches into another."""
        return (self._compiled or self._compile()).finditer(text, start, end)

    def findall(self, text: str, start: int = 0, end: int = sys.maxsize) -> list[Any]:
        """Return what `finditer` finds: the groups' texts where there are groups, else the texts of the matches."""
        return (self._compiled or self._compile()).findall(text, start, end)

    def split(self, text: str, most: int = 0) -> list[str | Any]:
        """Return what stands between the matches, and what their groups hold; parted in at most `most` places."""
        return (self._compiled or self._compile()).split(text, most)

    def sub(self, other: str | Callable[[Match], str], text: str, most: int = 0) -> str:
        """Return `text` with `other` in place of the matches, of the first `most` of them if that is not 0."""
        return (self._compiled or self._compile()).sub(other, text, most)

    def __reduce__(self) -> tuple[type[Pattern], tuple[str, int]]:
        """Return how a copy or a snapshot makes it again: not compiled."""
        return Pattern, (self.pattern, self.flags)

    def _compile(self) -> re.Pattern[str]:
        compiled = re.compile(self.pattern, self.flags)
        object.__setattr__(self, "_compiled", compiled)
        return compiled
