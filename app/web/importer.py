"""Imports of orders outside any request: one after the other in a thread, picked up again after a kill."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from app.desk.actors import Actor
from app.desk.faults import TooLate
from app.desk.orders.imports import go_on, stop_import
from app.errors import ShouhouError
from app.exchange.uploads import find_parked, remove_parked, sweep_parked
from app.store.faults import StoreUnavailable
from app.store.imports import list_running
from app.web.logs import describe_crash

if TYPE_CHECKING:
    from pathlib import Path

    from app.exchange.uploads import Parked
    from app.store.database import Store
    from app.store.kept import ImportJob
    from app.web.api import Clock

QUIET = timedelta(minutes=1)
"""An import that has not moved for so long is nobody's: another process of the same database may have died."""
KEPT = timedelta(days=1)
"""How long a file waits for its columns to be confirmed."""
BROKEN = "The service failed on this file; its log says where."


class _Ended(BaseException):
    """The service ends: the batch is kept, the import goes on at the next start."""


class Importer:
    """Does the imports of one process."""

    def __init__(self, store: Store, data_dir: Path, clock: Clock) -> None:
        """Take the store, the data folder in which files are parked, and the clock."""
        self._store, self._clock, self.data_dir = store, clock, data_dir
        self._pool = ThreadPoolExecutor(1, "import")
        self._ends = threading.Event()
        self._lock = threading.Lock()
        self._shares: dict[int, float] = {}
        self._has_begun = False

    def start(self, job: ImportJob, actor: Actor) -> None:
        """Put an import in line, unless it is there already."""
        with self._lock:
            if job.id in self._shares or self._ends.is_set():
                return
            self._shares[job.id] = 0.0
        self._pool.submit(self._run, job, actor)

    def share(self, job_id: int) -> float | None:
        """Return how much of a file is read, 0 to 1; None where another process does it, or nobody."""
        return self._shares.get(job_id)

    def pick_up(self) -> None:
        """Go on with what was cut off and whose file is here; clear away files that nobody confirmed."""
        with self._store.reading() as session:
            running = list_running(session)
        now = self._clock()
        quiet, self._has_begun = QUIET if self._has_begun else timedelta(), True
        for job in running:
            if self._find(job) and job.updated_at <= now - quiet:
                self.start(job, _actor_of(job))
        needed = {parked.path for job in running if (parked := self._find(job))}
        sweep_parked(self.data_dir, before=(now - KEPT).timestamp(), needed=needed)

    def close(self) -> None:
        """End after the batch that is being kept, and wait for that."""
        self._ends.set()
        self._pool.shutdown(cancel_futures=True)

    def _run(self, job: ImportJob, actor: Actor) -> None:
        parked = self._find(job)
        try:
            if parked is not None:
                self._import(job, parked, actor)
        finally:
            self._shares.pop(job.id, None)

    def _import(self, job: ImportJob, parked: Parked, actor: Actor) -> None:
        try:
            go_on(self._store, job, parked.path, actor=actor, clock=self._clock, tell=self._note)
        except (_Ended, StoreUnavailable, TooLate):
            # The file stays: the next start, the next round, or who has it now goes on.
            return
        except ShouhouError as error:
            stop_import(self._store, job, str(error), now=self._clock())
        # Nobody waits for the thread: whatever went wrong must stand somewhere.
        except Exception as error:
            structlog.get_logger("shouhou.web").error("import_failed", job=job.id, **describe_crash(error))
            stop_import(self._store, job, BROKEN, now=self._clock())
        remove_parked(parked)

    def _note(self, job: ImportJob, share: float) -> None:
        self._shares[job.id] = share
        if self._ends.is_set():
            raise _Ended

    def _find(self, job: ImportJob) -> Parked | None:
        return find_parked(self.data_dir, job.shop_id, job.sha256)


def _actor_of(job: ImportJob) -> Actor:
    """Return who began an import: a person, else the service for a program."""
    return Actor("system" if job.user_id is None else "user", job.user_id, (job.shop_id,))
