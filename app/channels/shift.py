"""One stretch of work in this process: what is under way, and whether it may go on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Leaving(BaseException):
    """The stretch is over: whoever goes on with the workflow does this step. Never kept as how the step ended."""


class Shift:
    """Counts what is under way, so that an end waits for it; nothing new is begun after `end`."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._under_way = 0
        self._is_over = False

    @contextmanager
    def working(self) -> Iterator[None]:
        """Hold the end off until the block is done; Leaving where it has come already."""
        with self._changed:
            if self._is_over:
                raise Leaving
            self._under_way += 1
        try:
            yield
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def wait_until(self, moment: float) -> None:
        """Wait until a moment of `time.time()`; Leaving where the end comes first."""
        with self._changed:
            if self._changed.wait_for(lambda: self._is_over, timeout=max(0.0, moment - time.time())):
                raise Leaving

    def end(self, *, patience: float) -> bool:
        """Begin nothing any more, and return whether all that was under way was done within `patience` seconds."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()
            return self._changed.wait_for(lambda: not self._under_way, timeout=patience)
