"""The work on events as durable workflows: what was begun goes on after a crash, in order, at the vendor's pace.

The table of events is what counts: the engine's own tables hold how far each workflow has come, and an event that it
knows nothing of (after a restored backup, say) is simply handed to it again. On PostgreSQL any number of processes
share the work; what one of them leaves behind is gone on with by the others.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Thread
from typing import Any, Literal, TypeAlias

import structlog
from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

from app.channels.answering import Answering
from app.channels.cleaning import clean
from app.channels.ledger import RATES, configure, name_queue, open_queue
from app.channels.meter import Meter
from app.channels.outgoing.dispatching import Dispatching
from app.channels.seat import Seat, find_seat
from app.channels.shift import Shift
from app.channels.warming import warm_up
from app.channels.watch import Watch
from app.channels.way import Way
from app.channels.workflow import Pursuit, choose_wait
from app.settings import Settings
from app.store.faults import StoreUnavailable
from app.store.hook_events import HookEvent, begin_events, list_events

RESTART, STANDBY, QUIET, NOT_OUR_TURN, LOOK_AROUND = 5.0, 1.0, 1.0, 0.1, 2.0
HOUR, SHORT_TURN = 3600.0, 0.0005
A_MOMENT, A_FEW = 0.03, 50
"""Seconds in which what comes in together is gathered, and events that are handed out at a time."""
LAST_STEPS = 20.0
"""Seconds that steps under way are given at the end: a little more than a vendor is waited for."""
State: TypeAlias = Literal["starting", "standby", "running"]
"""Of the work in this process; on standby another process works on the same SQLite file."""


@dataclass(slots=True)
class Work:
    """Hands events to the engine and runs their workflows, from `start` to `stop`. There is one in a process."""

    answering: Answering
    settings: Settings
    waits: Callable[[int], float] = choose_wait
    rates: Mapping[str, int] = field(default_factory=lambda: RATES)
    meter: Meter = field(default_factory=Meter)
    dispatching: Dispatching | None = None
    way: Way = field(default_factory=Way)
    state: State = "starting"
    _ended: Event = field(default_factory=Event)
    _bell: Event = field(default_factory=Event)
    _cleaned: float = float("-inf")
    _feeder: Thread | None = None
    _answer: Any = None

    def start(self) -> None:
        """Begin in the background: go on with what was under way, then with what waits. Hooks can store meanwhile."""
        # A hook's few turns at the interpreter each wait for every busy thread in front of it: let these be short.
        sys.setswitchinterval(SHORT_TURN)
        self._feeder = Thread(target=self._run, name="channels-work", daemon=True)
        self._feeder.start()

    def stop(self) -> None:
        """End once the steps under way are done; the rest is gone on with by others, or at the next start."""
        self._ended.set()
        self._bell.set()
        if self._feeder is not None:
            self._feeder.join()

    def wake(self) -> None:
        """Say that something has come in."""
        self._bell.set()

    def _run(self) -> None:
        seat = find_seat(self.settings)
        while not self._ended.is_set():
            if not seat.take():
                self.state = "standby"
                self._ended.wait(STANDBY)
                continue
            shift, watch = Shift(), Watch(self.way)
            try:
                self._launch(seat, shift, watch)
                self._feed(seat, watch)
            except Exception as error:
                # Whatever went wrong, what is stored must not wait until somebody notices.
                structlog.get_logger("shouhou.channels").error(
                    "work_failed", error=type(error).__name__, say=str(error)
                )
                self._ended.wait(RESTART)
            finally:
                self.state = "starting"
                watch.end()
                # The seat is left last: while it is held nobody else begins what is not quite done here.
                shift.end(patience=LAST_STEPS)
                DBOS.destroy(destroy_registry=True)
                seat.leave()

    def _launch(self, seat: Seat, shift: Shift, watch: Watch) -> None:
        warm_up(self.answering.engine, now=self.answering.clock())
        DBOS(config=configure(self.settings, executor=seat.name))
        self._answer = Pursuit(self.answering, self.meter, shift, watch, self.way, self.waits).register()
        if self.dispatching:
            self.dispatching.register(shift, watch)
        # None: we look at the queues ourselves.
        DBOS.listen_queues([])
        DBOS.launch()
        queues = self.dispatching.open_queues() if self.dispatching else []
        for name, channel in self.answering.switchboard.channels.items():
            # Drafts that stay in the console are nobody's pace.
            open_queue(name, rate=self.rates.get(channel.row.kind) if channel.deliverer else None)
            queues.append(name_queue(name))
        watch.begin(queues)
        self.state = "running"

    def _feed(self, seat: Seat, watch: Watch) -> None:
        looked_around = -LOOK_AROUND
        while not self._ended.is_set() and seat.is_held():
            if time.monotonic() - looked_around >= LOOK_AROUND:
                looked_around = time.monotonic()
                _take_over(seat)
            wait = self._hand_out(seat, watch)
            if wait and self._bell.wait(wait):
                self._ended.wait(A_MOMENT)
                self._bell.clear()

    def _hand_out(self, seat: Seat, watch: Watch) -> float:
        """Hand out what waits where it is our turn, and return after how many seconds to look again."""
        with seat.take_turn() as ours:
            if not ours:
                return NOT_OUR_TURN
            try:
                waiting = self._take_waiting(watch)
                fed = self.dispatching.feed() if self.dispatching else 0
                if not waiting and not fed:
                    self._clean()
            except StoreUnavailable:
                waiting, fed = (), 0
        return 0.0 if waiting or fed else QUIET

    def _clean(self) -> None:
        """Clean a little of what is old, every hour; where there is more, again at the next look."""
        if time.monotonic() - self._cleaned < HOUR:
            return
        before = self.answering.clock() - timedelta(days=self.settings.event_days)
        if not clean(self.answering.store, before=before):
            self._cleaned = time.monotonic()

    def _take_waiting(self, watch: Watch) -> tuple[HookEvent, ...]:
        """Hand what is only stored to the engine, in the order it came; a second time changes nothing."""
        with self.answering.store.reading() as session:
            waiting = list_events(session, "stored", limit=A_FEW)
        for one in waiting:
            options = SetEnqueueOptions(queue_partition_key=one.thread, priority=one.id)
            with self.way.working(), SetWorkflowID(f"event-{one.id}-{one.round}"), options:
                DBOS.enqueue_workflow(name_queue(one.channel), self._answer, one.id, one.trace, one.channel)
            watch.ring(name_queue(one.channel))
        if waiting:
            with self.answering.store.transaction() as session:
                begin_events(session, [one.id for one in waiting])
        return waiting


def _take_over(seat: Seat) -> None:
    """Put what processes that have ended had begun back to the head of its queue."""
    begun = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
    gone = [name for name in {one.executor_id for one in begun} if name and seat.outlives(name)]
    if gone:
        structlog.get_logger("shouhou.channels").warning("took_over", processes=len(gone))
        # What the engine's own conductor would call; it puts back nothing that a living process has taken meanwhile.
        DBOS._recover_pending_workflows(gone)
