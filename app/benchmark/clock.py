"""Timing things side by side, so that whatever else the machine does meets all of them alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

MICROSECOND = 1e6
Work = Callable[[str], object]
"""Something that is done with one message."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What each piece of work took for each message, in microseconds: the median of several rounds."""

    took: Mapping[str, Sequence[float]]

    def median(self, name: str) -> float:
        """Return what the work called `name` takes for a message in the middle."""
        return median(self.took[name])

    def ratio(self, name: str, to: str) -> float:
        """Return how many times the work `to` the work `name` takes: the median of the ratios of each message."""
        return median(mine / other for mine, other in zip(self.took[name], self.took[to], strict=True))


def time_work(works: Mapping[str, Work], messages: Sequence[str], *, rounds: int) -> Timing:
    """Return what each of `works` takes for each message, after one round that is not counted.

    The works take turns. Each is given another message than the one before it, so that none finds the words of
    its message ready in the processor's cache because another has just looked them up.
    """
    apart = max(len(messages) // len(works), 1)
    took: dict[str, list[list[float]]] = {name: [[] for _ in messages] for name in works}
    for counted in (False, *[True] * rounds):
        for place in range(len(messages)):
            for number, (name, work) in enumerate(works.items()):
                own = (place + number * apart) % len(messages)
                passed = _time(work, messages[own])
                if counted:
                    took[name][own].append(passed)
    return Timing({name: [median(each) for each in rows] for name, rows in took.items()})


def _time(work: Work, message: str) -> float:
    start = perf_counter()
    work(message)
    return (perf_counter() - start) * MICROSECOND
