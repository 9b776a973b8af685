"""The work on events as durable workflows: what was begun goes on after a crash, in order, at the vendor's pace.

The engine is DBOS Transact. The table of events is what counts: the engine's own tables hold how far each workflow has
come, and an event that it knows nothing of (after a restored backup, say) is simply handed to it again.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event, Thread
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

import structlog
from dbos import DBOS, DBOSConfig, SetEnqueueOptions, SetWorkflowID
from sqlalchemy import Engine, create_engine, event

from app.channels.answering import Answering, Unanswerable
from app.channels.delivery import Refused, TryLater
from app.channels.meter import Meter
from app.channels.seat import Seat, find_seat
from app.settings import Settings
from app.store.engines import find_file, find_url
from app.store.faults import StoreUnavailable
from app.store.hook_events import HookEvent, begin_events, list_events

FILE = "work.db"
"""Beside the desk's own file, so that neither waits for the other's writer."""
VERSION = "1"
"""Of the workflow: another one must not be gone on with halfway."""
ATTEMPTS = 9
FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0
MINUTE, RESTART, STANDBY = 60.0, 5.0, 1.0
State: TypeAlias = Literal["starting", "standby", "running"]
"""Of the work in this process; on standby another process works on the same database."""
RATES: Mapping[str, int] = MappingProxyType(
    {
        "chatwoot": 600,
        "zendesk": 90,
        "zammad": 600,
        "wecom": 18,
        "dingtalk": 18,
        "feishu": 90,
        "slack": 55,
        "telegram": 18,
    }
)
"""Deliveries that a channel of a kind begins in a minute at most, a little below what its vendor allows."""
AT_ONCE = 8
_PATIENCE = 0.25
_PRAGMAS = ("busy_timeout = 10000", "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON")


def choose_wait(attempt: int) -> float:
    """Return the seconds before the next try: twice as long each time, up to five minutes, scattered by half."""
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0**attempt) * random.uniform(0.5, 1.5)  # noqa: S311 (no secret)


Failure = tuple[float | None, str]
"""Why a step failed, and after how many seconds to try again; None: never."""


@dataclass(slots=True)
class Work:
    """Hands events to the engine and runs their workflows, from `start` to `stop`. There is one in a process."""

    answering: Answering
    settings: Settings
    waits: Callable[[int], float] = choose_wait
    rates: Mapping[str, int] = field(default_factory=lambda: RATES)
    meter: Meter = field(default_factory=Meter)
    state: State = "starting"
    _ended: Event = field(default_factory=Event)
    _bell: Event = field(default_factory=Event)
    _feeder: Thread | None = None
    _answer: Any = None

    def start(self) -> None:
        """Begin in the background: go on with what was under way, then with what waits. Hooks can store meanwhile."""
        self._feeder = Thread(target=self._run, name="channels-work", daemon=True)
        self._feeder.start()

    def stop(self) -> None:
        """End; what is under way is gone on with at the next start."""
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
            try:
                self._launch()
                self._feed(seat)
            except Exception as error:
                # Whatever went wrong, what is stored must not wait until somebody notices.
                structlog.get_logger("shouhou.channels").error(
                    "work_failed", error=type(error).__name__, say=str(error)
                )
                self._ended.wait(RESTART)
            finally:
                self.state = "starting"
                DBOS.destroy(destroy_registry=True)
                seat.leave()

    def _launch(self) -> None:
        DBOS(config=_configure(self.settings))
        self._answer = self._register()
        DBOS.launch()
        for name, channel in self.answering.switchboard.channels.items():
            rate = self.rates.get(channel.row.kind)
            DBOS.register_queue(
                _queue(name),
                partition_concurrency=1,
                worker_concurrency=AT_ONCE,
                limiter={"limit": rate, "period": MINUTE} if rate else None,
                polling_interval_sec=_PATIENCE,
                on_conflict="always_update",
            )
        self.state = "running"

    def _feed(self, seat: Seat) -> None:
        while not self._ended.is_set() and seat.is_held():
            try:
                waiting = self._take_waiting()
            except StoreUnavailable:
                waiting = ()
            if not waiting:
                self._bell.wait(1.0)
                self._bell.clear()

    def _take_waiting(self) -> tuple[HookEvent, ...]:
        """Hand what is only stored to the engine, in the order it came; a second time changes nothing."""
        with self.answering.store.reading() as session:
            waiting = list_events(session, "stored")
        for one in waiting:
            options = SetEnqueueOptions(queue_partition_key=one.thread, priority=one.id)
            with SetWorkflowID(f"event-{one.id}-{one.round}"), options:
                DBOS.enqueue_workflow(_queue(one.channel), self._answer, one.id, one.trace)
        if waiting:
            with self.answering.store.transaction() as session:
                begin_events(session, [one.id for one in waiting])
        return waiting

    def _register(self) -> Any:
        """Register the workflow and its steps with the engine, and return the workflow."""

        @DBOS.step(name="draft")
        def draft(event_id: int, trace: str, attempt: int) -> Failure | None:
            return self._try("draft", self.answering.draft, event_id, trace, attempt)

        @DBOS.step(name="deliver")
        def deliver(event_id: int, trace: str, attempt: int) -> Failure | None:
            return self._try("deliver", self.answering.deliver, event_id, trace, attempt)

        @DBOS.step(name="park")
        def park(event_id: int, reason: str) -> None:
            self.answering.park(event_id, reason)

        @DBOS.workflow(name="answer")
        def answer(event_id: int, trace: str) -> None:
            for step in (draft, deliver):
                reason = _pursue(partial(step, event_id, trace))
                if reason is not None:
                    park(event_id, reason)
                    return

        return answer

    def _try(self, what: str, do: Callable[[int], None], event_id: int, trace: str, attempt: int) -> Failure | None:
        """Return None where it is done, else after how many seconds to try again (None: never) and why."""
        log = structlog.get_logger("shouhou.channels").bind(trace=trace, number=event_id, step=what)
        try:
            with self.meter.time_step(what):
                do(event_id)
        except (Refused, Unanswerable) as error:
            log.warning("gave_up", say=str(error))
            self.meter.count_step(what, "parked")
            return None, str(error)
        except (TryLater, StoreUnavailable) as error:
            after = max(self.waits(attempt), getattr(error, "after", None) or 0.0)
            log.info("try_later", say=str(error), seconds=round(after, 1))
            self.meter.count_step(what, "retried")
            return after, str(error)
        log.info("done")
        self.meter.count_step(what, "done")
        return None


def _pursue(step: Callable[[int], Failure | None]) -> str | None:
    """Try a step until it is done (None) or there is no use in trying on: then return why. Waits outlive a crash."""
    reason = ""
    for attempt in range(ATTEMPTS):
        failure = step(attempt)
        if failure is None:
            return None
        wait, reason = failure
        if wait is None:
            return reason
        DBOS.sleep(wait)
    return f"{ATTEMPTS} tries: {reason}"


def _queue(channel: str) -> str:
    return f"channel-{channel}"


def _configure(settings: Settings) -> DBOSConfig:
    url = find_url(settings)
    config: DBOSConfig = {
        "name": "shouhou",
        "application_version": VERSION,
        "executor_id": "one",
        "log_level": "WARNING",
        "notification_listener_polling_interval_sec": 5.0,
    }
    if find_file(url) is None:
        return {**config, "system_database_url": url.set(drivername="postgresql").render_as_string(hide_password=False)}
    file = settings.data_dir / FILE
    return {**config, "system_database_url": f"sqlite:///{file}", "system_database_engine": _open_file(file)}


def _open_file(file: Path) -> Engine:
    # For its owner alone, as the desk's own file.
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = "IMMEDIATE"
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    return engine
