"""Who goes first: a vendor that waits for its answer, or the work behind, which is late for nobody.

Both run in one process and on one core at a time. So the work gives way to hooks, for a moment each time: under a storm
of them it goes on slowly, and never stops.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Condition

DRAFTS = 2
"""Drafts that are worked out at a time: they need the core, and on SQLite the one writer too."""
PATIENCE = 0.2
"""Seconds that a step gives way at most."""


class Way:
    """The way of one process, which hooks pass first."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._passing = 0
        self._drafts = BoundedSemaphore(DRAFTS)

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Be let through for the block: a hook is taken in."""
        with self._changed:
            self._passing += 1
        try:
            yield
        finally:
            with self._changed:
                self._passing -= 1
                if not self._passing:
                    self._changed.notify_all()

    def give(self, *, patience: float = PATIENCE) -> bool:
        """Wait until no hook is being taken in, and return whether that came within `patience` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._passing, timeout=patience)

    @contextmanager
    def drafting(self) -> Iterator[None]:
        """Give way, and hold one of the few places for drafts during the block."""
        with self._drafts:
            self.give()
            yield
