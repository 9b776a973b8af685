"""One try of something that is to go out: sent, put off, or parked for a person."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

import structlog

from app.channels.delivery import Refused, TryLater
from app.store.database import Store
from app.store.dispatches import Dispatch, count_try, finish_dispatch, get_dispatch, postpone_dispatch

REPLY_WAITS = (2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0)
"""Seconds between the tries of a reply: a buyer waits, so a person is told after ten minutes."""
HOOK_WAITS = (5.0, 300.0, 1800.0, 7200.0, 18000.0, 36000.0, 50400.0, 72000.0, 86400.0)
"""Seconds between the tries of an event, as Standard Webhooks puts it: for three days and a half."""
WAITS: Mapping[str, tuple[float, ...]] = MappingProxyType({"reply": REPLY_WAITS, "hook": HOOK_WAITS})


class Carrier(Protocol):
    """Takes one kind of thing out."""

    def carry(self, dispatch: Dispatch, *, begun: int) -> None:
        """Take it out; TryLater or Refused where that fails. `begun` is how many tries there were before."""

    def give_up(self, dispatch: Dispatch, reason: str) -> None:
        """See to what follows from its being parked."""


def scatter(seconds: float) -> float:
    """Return a wait, scattered by a tenth, so that what failed together does not come again together."""
    return seconds * random.uniform(0.9, 1.1)  # noqa: S311 (no secret)


@dataclass(frozen=True, slots=True)
class Posting:
    """Tries what is to go out, by its kind."""

    store: Store
    carriers: Mapping[str, Carrier]
    clock: Callable[[], datetime]
    waits: Mapping[str, tuple[float, ...]] = field(default_factory=lambda: WAITS)

    def try_out(self, number: int, round_: int) -> None:
        """Try once what has that number and write what became of it; nothing where that round is not under way."""
        with self.store.transaction() as session:
            dispatch = get_dispatch(session, number)
            if dispatch is None or (dispatch.state, dispatch.round) != ("working", round_):
                return
            begun = count_try(session, number)
        log = structlog.get_logger("shouhou.outgoing").bind(number=number, kind=dispatch.kind, to=dispatch.target)
        try:
            self.carriers[dispatch.kind].carry(dispatch, begun=begun)
        except Refused as error:
            self._park(dispatch, str(error), log)
        except TryLater as error:
            self._postpone(dispatch, begun, error, log)
        else:
            log.info("sent", tries=begun + 1)
            with self.store.transaction() as session:
                finish_dispatch(session, dispatch, at=self.clock())

    def _postpone(self, dispatch: Dispatch, begun: int, error: TryLater, log: structlog.stdlib.BoundLogger) -> None:
        waits = self.waits[dispatch.kind]
        if begun >= len(waits):
            self._park(dispatch, f"{begun + 1} tries: {error}", log)
            return
        after = max(scatter(waits[begun]), error.after or 0.0)
        log.info("try_later", say=str(error), seconds=round(after, 1))
        with self.store.transaction() as session:
            postpone_dispatch(session, dispatch, after, at=self.clock(), reason=str(error))

    def _park(self, dispatch: Dispatch, reason: str, log: structlog.stdlib.BoundLogger) -> None:
        log.warning("gave_up", say=reason)
        with self.store.transaction() as session:
            finish_dispatch(session, dispatch, at=self.clock(), reason=reason)
        self.carriers[dispatch.kind].give_up(dispatch, reason)
