"""When the queues are looked at: soon after something was put into one or done with, else once in a while.

A look costs the core milliseconds, found or not. The engine would look at every queue again and again; its own loop
runs here with an event of ours, by which it is told when.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from threading import Event, Thread

from dbos import DBOS
from dbos._dbos import _get_dbos_instance
from dbos._queue import queue_worker_thread

from app.channels.way import Way

SELDOM = 1.0
"""Seconds after which a queue is looked at where nobody rang: what other processes put there, or a pace held back."""
SOON = 0.03
"""Seconds from a bell to the look: several that ring together make one."""
APART, APART_IN_A_STORM = 0.25, 1.0
"""Seconds between looks at least: where there is much to do, each finds several conversations at once."""
AGAIN = 0.5
"""Seconds after such a look until another one: what had just ended may have been written down a little later."""


class Bell(Event):
    """What the engine's loop over one queue waits for between two looks. Once it is set, the loop ends."""

    def __init__(self, way: Way) -> None:
        """Take the way that hooks have before the looks."""
        super().__init__()
        self._way = way
        self._rung = Event()
        self._was_rung = False
        self._looked = float("-inf")

    def ring(self) -> None:
        """Ask for a look."""
        if not self._rung.is_set():
            self._rung.set()

    def set(self) -> None:
        """End the loop."""
        super().set()
        self._rung.set()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for a bell, or at most `timeout` seconds; return whether the loop has to end."""
        self._was_rung = self._rung.wait(AGAIN if self._was_rung else timeout)
        if self._was_rung:
            apart = APART_IN_A_STORM if self._way.is_stormy() else APART
            super().wait(max(SOON, self._looked + apart - time.monotonic()))
        self._rung.clear()
        self._way.give()
        self._looked = time.monotonic()
        return self.is_set()


class Watch:
    """Looks at queues, from `begin` to `end`. What is put into a queue that nobody watches is found by others."""

    def __init__(self, way: Way) -> None:
        """Take the way that hooks have before the looks."""
        self._way = way
        self._bells: dict[str, Bell] = {}
        self._threads: list[Thread] = []

    def begin(self, queues: Iterable[str]) -> None:
        """Look at these queues of the engine, which must be running and look at none itself."""
        engine = _get_dbos_instance()
        for name in queues:
            self._bells[name] = bell = Bell(self._way)
            arguments = (bell, engine, DBOS.retrieve_queue(name))
            thread = Thread(target=queue_worker_thread, args=arguments, name=f"watch-{name}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def ring(self, queue: str) -> None:
        """Have a queue looked at soon; nothing where it is not one of them."""
        bell = self._bells.get(queue)
        if bell is not None:
            bell.ring()

    def end(self) -> None:
        """Look no more, once the looks under way are done."""
        for bell in self._bells.values():
            bell.set()
        for thread in self._threads:
            thread.join()
        self._bells, self._threads = {}, []
