"""What is to go out as durable workflows, one for each try: begun, it is ended, also by another process.

The table of dispatches is what counts. A try whose workflow is lost is taken over when its time is up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from dbos import DBOS, SetWorkflowID

from app.channels.outgoing.posting import WAITS, Posting
from app.channels.shift import Shift
from app.channels.watch import SELDOM, Watch
from app.store.dispatches import begin_dispatch, list_due

AT_ONCE = 8
TAKEN_OVER = timedelta(minutes=10)
"""After which a try that is said to be under way counts as lost: far longer than any lasts."""


@dataclass(slots=True)
class Dispatching:
    """Hands what is due to the engine. Register it before the engine is launched, open its queues afterwards."""

    posting: Posting
    _dispatch: Any = field(default=None)
    _watch: Watch | None = None

    def register(self, shift: Shift, watch: Watch) -> None:
        """Register the workflow and its step with the engine, for one stretch of work."""
        self._watch = watch

        @DBOS.step(name="try_out")
        def try_out(number: int, round_: int) -> None:
            with shift.working():
                self.posting.try_out(number, round_)

        @DBOS.workflow(name="dispatch")
        def dispatch(number: int, round_: int, kind: str = "") -> None:
            try_out(number, round_)
            watch.ring(_queue(kind))

        self._dispatch = dispatch

    def open_queues(self) -> list[str]:
        """Open a queue for each kind, so that slow programs keep no reply waiting, and return their names."""
        for kind in WAITS:
            DBOS.register_queue(
                _queue(kind),
                worker_concurrency=AT_ONCE,
                polling_interval_sec=SELDOM,
                on_conflict="always_update",
            )
        return [_queue(kind) for kind in WAITS]

    def feed(self) -> int:
        """Hand what is due to the engine and return how many that were."""
        now, store = self.posting.clock(), self.posting.store
        with store.reading() as session:
            due = list_due(session, now=now)
        for one in due:
            with store.transaction() as session:
                begun = begin_dispatch(session, one, until=now + TAKEN_OVER)
            if begun is not None:
                with SetWorkflowID(f"dispatch-{begun.id}-{begun.round}-{begun.attempts}"):
                    DBOS.enqueue_workflow(_queue(begun.kind), self._dispatch, begun.id, begun.round, begun.kind)
                if self._watch:
                    self._watch.ring(_queue(begun.kind))
        return len(due)


def _queue(kind: str) -> str:
    return f"dispatch-{kind}"
