"""Who goes first: a vendor that waits for its answer, or the work behind, which is late for nobody.

Both run in one process and on one core at a time. So the work gives way to hooks, for a moment each time, and in a
storm of them it rests after each piece: it goes on slowly, and never stops.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from threading import BoundedSemaphore, Condition, Lock

PLACES = 2
"""Drafts that are worked out at a time: they need the core, and on SQLite the one writer too."""
PATIENCE = 0.2
"""Seconds that a piece of work gives way at most."""
STORM = 50
"""Hooks of a second, this one or the last, that make a storm."""
REST, LONGEST_REST = 9.0, 1.0
"""In a storm: seconds of rest for each that a piece of work had of the core, and at most."""


class Way:
    """The way of one process, which hooks pass first."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Take what tells the seconds."""
        self._clock = clock
        self._changed = Condition()
        self._passing = 0
        self._second, self._hooks, self._hooks_before = 0, 0, 0
        self._places = BoundedSemaphore(PLACES)
        self._alone = Lock()

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Be let through for the block: a hook is taken in."""
        with self._changed:
            self._passing += 1
            self._turn_to(int(self._clock()))
            self._hooks += 1
        try:
            yield
        finally:
            with self._changed:
                self._passing -= 1
                if not self._passing:
                    self._changed.notify_all()

    def is_stormy(self) -> bool:
        """Return whether hooks come so fast that the work should rest between its pieces."""
        with self._changed:
            self._turn_to(int(self._clock()))
            return max(self._hooks, self._hooks_before) >= STORM

    def give(self, *, patience: float = PATIENCE) -> bool:
        """Wait until no hook is being taken in, and return whether that came within `patience` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._passing, timeout=patience)

    @contextmanager
    def drafting(self) -> Iterator[None]:
        """Hold one of the few places for drafts during the block; in a storm there is only one."""
        with self._places, self._alone if self.is_stormy() else nullcontext(), self.working():
            yield

    @contextmanager
    def working(self) -> Iterator[None]:
        """Do a piece of work during the block, after the hooks, and in a storm rest after it."""
        self.give()
        began = time.thread_time()
        try:
            yield
        finally:
            if self.is_stormy():
                time.sleep(min(LONGEST_REST, (time.thread_time() - began) * REST))

    def _turn_to(self, second: int) -> None:
        if second != self._second:
            self._hooks_before = self._hooks if second == self._second + 1 else 0
            self._second, self._hooks = second, 0
