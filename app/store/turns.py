"""Who writes next: SQLite has one writer, and threads that wait for it in the database itself are served by chance."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from app.store.faults import StoreUnavailable


class Turns:
    """Lets the threads of this process write one after the other, in the order in which they asked."""

    def __init__(self, *, patience: float) -> None:
        """Take how many seconds one is waited for."""
        self._patience = patience
        self._lock = Lock()
        self._waiting: deque[Event] = deque()
        self._is_taken = False

    @contextmanager
    def take(self, *, first: bool = False) -> Iterator[None]:
        """Hold the turn for the block; `first` goes before all who wait. StoreUnavailable where it does not come."""
        self._wait(first=first)
        try:
            yield
        finally:
            with self._lock:
                self._pass_on()

    def _wait(self, *, first: bool) -> None:
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return
            mine = Event()
            (self._waiting.appendleft if first else self._waiting.append)(mine)
        if not mine.wait(self._patience):
            self._give_up(mine)

    def _give_up(self, mine: Event) -> None:
        with self._lock:
            if mine in self._waiting:
                self._waiting.remove(mine)
            else:
                # It came at the last moment.
                self._pass_on()
        raise StoreUnavailable(f"others have been writing for {self._patience:.0f} s; try again in a moment")

    def _pass_on(self) -> None:
        self._is_taken = bool(self._waiting)
        if self._waiting:
            self._waiting.popleft().set()
