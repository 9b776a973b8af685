"""Warming up behind a service that answers already: the first who drafts, or opens a page, need not wait for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from threading import Event, Thread

import structlog

from app.channels.warming import SAMPLES
from app.desk.drafter import Drafter
from app.model import Inquiry
from app.web.console import load_words
from app.web.tongue import LANGUAGES

A_MOMENT = 0.5
"""Seconds after which it begins: whoever waited for the service to answer goes first."""
Step = Callable[[], object]


class Warming:
    """Does its steps once, one after the other, in a thread of its own."""

    def __init__(self, steps: Iterator[Step], *, after: float = A_MOMENT) -> None:
        """Take what is to be done, `after` so many seconds."""
        self._steps, self._after = steps, after
        self._ended = Event()
        self._thread = Thread(target=self._run, name="warming")

    def begin(self) -> None:
        """Begin, and return at once."""
        self._thread.start()

    def end(self) -> None:
        """Begin no further step, and return at once: the one under way takes a moment at most."""
        self._ended.set()

    def _run(self) -> None:
        if self._ended.wait(self._after):
            return
        for step in self._steps:
            if self._ended.is_set():
                return
            _try(step)


def _try(step: Step) -> None:
    try:
        step()
    except Exception as error:
        # Whoever needs it hears what is wrong; nobody does yet.
        log = structlog.get_logger("shouhou.web")
        log.warning("warming_failed", error=type(error).__name__, say=str(error))


def list_steps(engine: Drafter, clock: Callable[[], datetime]) -> Iterator[Step]:
    """Yield a draft in each language, and the reading of the pages' wordings."""
    for words in SAMPLES:
        yield partial(engine.draft, Inquiry(message=words, platform="taobao"), now=clock())
    for language in LANGUAGES:
        yield partial(load_words, language)
