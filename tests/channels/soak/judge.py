"""What became of a fault run: what the vendors got, told against what the service's own table says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from app.store.hook_events import HookEvent
from tests.channels.vendors import ROWS, Taken


@dataclass(frozen=True)
class Double:
    """A draft that a vendor got twice. `gap` is how many seconds after the vendor had it the process that had brought
    it was killed; None: it was not killed before the second one came, so there is no excuse.
    """

    kind: str
    trace: str
    gap: float | None

    def __str__(self) -> str:
        if self.gap is None:
            return f"{self.kind} {self.trace}: NOT EXPLAINED, nobody was killed in between"
        return f"{self.kind} {self.trace}: its process was killed {self.gap * 1000:.0f} ms after the vendor had it"


@dataclass(frozen=True)
class Report:
    """What became of a run. `overtaken` came to a vendor before an earlier message of the same conversation."""

    sent: int
    acknowledged: int
    missing: int
    states: dict[str, int]
    undelivered: int
    overtaken: int
    doubles: tuple[Double, ...]
    parked: tuple[str, ...]
    workers: int
    kills: int
    seconds: float

    def __str__(self) -> str:
        told = (
            f"{self.acknowledged} events acknowledged ({self.sent} requests), {self.missing} of them lost; "
            f"{self.states}; "
            f"{self.undelivered} delivered according to the table but not to the vendor; "
            f"{self.overtaken} out of their conversation's order; {len(self.doubles)} delivered twice; "
            f"{self.kills} kills, {self.workers} processes delivered, {self.seconds:.0f} s"
        )
        return "\n  ".join((told, *map(str, self.doubles), *self.parked))


def find_doubles(taken: Iterable[Taken], kinds: dict[str, str], ends: dict[str, float]) -> tuple[Double, ...]:
    """Return what came twice. `kinds` is by trace, `ends` when each process was killed."""
    first: dict[str, Taken] = {}
    found = []
    for one in taken:
        before = first.setdefault(one.trace, one)
        if before is not one:
            end = ends.get(before.worker)
            is_excused = end is not None and before.at <= end <= one.at
            found.append(Double(kinds.get(one.trace, "?"), one.trace, end - before.at if end and is_excused else None))
    return tuple(found)


def count_overtaken(taken: Iterable[Taken], events: Iterable[HookEvent]) -> int:
    """Return how many came before an earlier one of their conversation."""
    places: dict[str, int] = {}
    for place, one in enumerate(taken):
        places.setdefault(one.trace, place)
    conversations: dict[tuple[str, str], list[int]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event.id):
        if event.trace in places:
            conversations[event.channel, event.thread].append(places[event.trace])
    return sum(later < earlier for one in conversations.values() for earlier, later in pairwise(one))


def judge(
    events: list[HookEvent], acknowledged: set[tuple[str, str]], taken: list[Taken], ends: dict[str, float]
) -> dict[str, object]:
    """Return the figures of a report that rest on the table and on what the vendors got."""
    there = {one.trace for one in taken}
    delivered = [event for event in events if event.state == "delivered"]
    return {
        "acknowledged": len(acknowledged),
        "missing": len(acknowledged - {(event.channel, event.vendor_id) for event in events}),
        "states": dict(Counter(event.state for event in events)),
        "undelivered": sum(event.trace not in there for event in delivered if event.channel in ROWS),
        "overtaken": count_overtaken(taken, events),
        "doubles": find_doubles(taken, {event.trace: event.channel for event in events}, ends),
        "parked": tuple(f"{one.channel} {one.trace}: {one.reason}" for one in events if one.state == "parked"),
        "workers": len({one.worker for one in taken}),
    }
