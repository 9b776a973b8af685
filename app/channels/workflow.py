"""The workflow of one event: draft, deliver, park where it cannot be done. Each step is kept as soon as it is done."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias

import structlog
from dbos import DBOS

from app.channels.answering import Answering, Unanswerable
from app.channels.delivery import Refused, TryLater
from app.channels.ledger import name_queue
from app.channels.meter import Meter
from app.channels.shift import Shift
from app.channels.watch import Watch
from app.channels.way import Way
from app.store.faults import StoreUnavailable

ATTEMPTS = 20
"""About an hour: a vendor that is away for that long loses nothing, and nobody has to put anything back."""
FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0

Failure: TypeAlias = tuple[float | None, str]
"""Why a step failed, and after how many seconds to try again; None: never."""
FINISHED: Failure = (None, "")
"""What a step returns after which nothing is left to do. It is kept like a failure, but nothing is wrong."""


def choose_wait(attempt: int) -> float:
    """Return the seconds before the next try: twice as long each time, up to five minutes, scattered by half."""
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0**attempt) * random.uniform(0.5, 1.5)  # noqa: S311 (no secret)


def _find_moment(seconds: float) -> float:
    return time.time() + seconds


@dataclass(frozen=True, slots=True)
class Pursuit:
    """How an event is worked on during one shift: tried until it is done, or until there is no use in trying on."""

    answering: Answering
    meter: Meter
    shift: Shift
    watch: Watch
    way: Way
    waits: Callable[[int], float] = field(default=choose_wait)

    def register(self) -> Any:
        """Register the workflow and its steps with the engine, and return the workflow."""

        @DBOS.step(name="draft")
        def draft(event_id: int, trace: str, attempt: int) -> Failure | None:
            with self.way.drafting():
                return self._try("draft", self.answering.draft, event_id, trace, attempt)

        @DBOS.step(name="deliver")
        def deliver(event_id: int, trace: str, attempt: int) -> Failure | None:
            with self.way.working():
                return self._try("deliver", self.answering.deliver, event_id, trace, attempt)

        @DBOS.step(name="park")
        def park(event_id: int, reason: str) -> None:
            self.answering.park(event_id, reason)

        @DBOS.step(name="choose_moment")
        def choose_moment(seconds: float) -> float:
            return _find_moment(seconds)

        @DBOS.workflow(name="answer")
        def answer(event_id: int, trace: str, channel: str = "") -> None:
            """Draft for an event and deliver the draft, or park it with the reason that ends the trying."""
            for step, choose in ((draft, choose_moment), (deliver, choose_moment), (self._finish, _find_moment)):
                reason = self._pursue(partial(step, event_id, trace), choose)
                if reason:
                    with self.shift.working():
                        park(event_id, reason)
                if reason is not None:
                    break
            # The next message of the conversation waits for this.
            self.watch.ring(name_queue(channel))

        return answer

    def _finish(self, event_id: int, trace: str, attempt: int) -> Failure | None:
        """Write that an event is done. It is no step of the engine's: done again it changes nothing."""
        return self._try("finish", self.answering.finish, event_id, trace, attempt)

    def _pursue(self, step: Callable[[int], Failure | None], choose_moment: Callable[[float], float]) -> str | None:
        """Try a step until it is done (None) or there is no use in trying on: return why. Waits outlive a crash.

        An empty reason says that nothing is left to do after it.
        """
        reason, moment = "", 0.0
        for attempt in range(ATTEMPTS):
            self.shift.wait_until(moment)
            with self.shift.working():
                failure = step(attempt)
                if failure is None:
                    return None
                wait, reason = failure
                if wait is None:
                    return reason
                moment = choose_moment(wait)
        return f"{ATTEMPTS} tries: {reason}"

    def _try(self, what: str, do: Callable[[int], object], event_id: int, trace: str, attempt: int) -> Failure | None:
        """Return None where it is done, else after how many seconds to try again (None: never) and why.

        FINISHED where it is done and so is the event, which is what `do` then says.
        """
        log = structlog.get_logger("shouhou.channels").bind(trace=trace, number=event_id, step=what)
        try:
            with self.meter.time_step(what):
                is_finished = do(event_id)
        except (Refused, Unanswerable) as error:
            log.warning("gave_up", say=str(error))
            self.meter.count_step(what, "parked")
            return None, str(error)
        except (TryLater, StoreUnavailable) as error:
            return self._put_off(log, what, attempt, error, str(error))
        except Exception as error:
            # A fault of our own must end on the page of parked events, not in a workflow that nobody looks at.
            return self._put_off(log, what, attempt, error, f"{type(error).__name__}: {error}")
        log.info("done")
        self.meter.count_step(what, "done")
        return FINISHED if is_finished else None

    def _put_off(self, log: Any, what: str, attempt: int, error: Exception, say: str) -> Failure:
        after = max(self.waits(attempt), getattr(error, "after", None) or 0.0)
        log.info("try_later", say=say, seconds=round(after, 1))
        self.meter.count_step(what, "retried")
        return after, say
