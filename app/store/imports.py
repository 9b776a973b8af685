"""Imports of orders: how far each has come, and which rows could not be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.store.cursors import cut, read_cursor
from app.store.kept import ImportFault, ImportJob
from app.store.records import Page
from app.store.rows import columns, insert, read_all, read_new, read_one
from app.store.tables import IMPORT_FAULTS, IMPORT_JOBS

COLUMNS = columns(IMPORT_JOBS, ImportJob)
FAULT_COLUMNS = columns(IMPORT_FAULTS, ImportFault)
RUNNING, DONE, STOPPED = "running", "done", "stopped"
EACH = 1000
"""Rows that are read at once."""


def add_job(
    session: Session, shop_id: int, *, name: str, sha256: str, mapping: Mapping[str, str], at: datetime, by: int | None
) -> ImportJob:
    """Begin an import and return it."""
    values = {
        "shop_id": shop_id,
        "name": name,
        "sha256": sha256,
        "mapping": dict(mapping),
        "state": RUNNING,
        **dict.fromkeys(("position", "good", "bad"), 0),
        "user_id": by,
        "created_at": at,
        "updated_at": at,
    }
    return read_new(session, ImportJob, insert(session, IMPORT_JOBS).values(values).returning(*COLUMNS))


def find_unfinished(session: Session, shop_id: int, *, sha256: str, mapping: Mapping[str, str]) -> ImportJob | None:
    """Return the latest import of the same file, read the same way, that did not come to its end; None where none."""
    same = (IMPORT_JOBS.c.shop_id == shop_id, IMPORT_JOBS.c.sha256 == sha256, IMPORT_JOBS.c.state == RUNNING)
    found = read_all(session, ImportJob, select(*COLUMNS).where(*same).order_by(IMPORT_JOBS.c.id.desc()))
    return next((job for job in found if job.mapping == dict(mapping)), None)


def get_job(session: Session, job_id: int, *, shop_ids: Sequence[int]) -> ImportJob | None:
    """Return an import of one of the shops; None where there is none."""
    known = (IMPORT_JOBS.c.id == job_id, IMPORT_JOBS.c.shop_id.in_(shop_ids))
    return read_one(session, ImportJob, select(*COLUMNS).where(*known))


def list_jobs(session: Session, shop_ids: Sequence[int], *, limit: int = 20) -> tuple[ImportJob, ...]:
    """Return the latest imports of shops, the newest first."""
    statement = select(*COLUMNS).where(IMPORT_JOBS.c.shop_id.in_(shop_ids)).order_by(IMPORT_JOBS.c.id.desc())
    return read_all(session, ImportJob, statement.limit(limit))


def list_running(session: Session) -> tuple[ImportJob, ...]:
    """Return the imports of every shop that did not come to their end, the oldest first."""
    running = select(*COLUMNS).where(IMPORT_JOBS.c.state == RUNNING).order_by(IMPORT_JOBS.c.id)
    return read_all(session, ImportJob, running)


def hold_job(session: Session, job_id: int) -> ImportJob:
    """Return an import that is there as it is now, held for this transaction."""
    return read_new(session, ImportJob, select(*COLUMNS).where(IMPORT_JOBS.c.id == job_id).with_for_update())


def change_job(session: Session, job_id: int, *, at: datetime, **values: Any) -> ImportJob:
    """Write how far an import has come, and return it."""
    statement = update(IMPORT_JOBS).where(IMPORT_JOBS.c.id == job_id).values(**values, updated_at=at)
    return read_new(session, ImportJob, statement.returning(*COLUMNS))


def add_faults(session: Session, job_id: int, faults: Sequence[ImportFault]) -> None:
    """Write down rows that could not be used."""
    if faults:
        rows = [{"job_id": job_id, "line": fault.line, "reason": fault.reason} for fault in faults]
        session.execute(insert(session, IMPORT_FAULTS).on_conflict_do_nothing(), rows)


def list_faults(session: Session, job_id: int, *, limit: int = 100, cursor: str | None = None) -> Page[ImportFault]:
    """Return the rows that could not be used, in the order of the file; the cursor leads on."""
    statement = select(*FAULT_COLUMNS).where(IMPORT_FAULTS.c.job_id == job_id)
    if cursor is not None:
        statement = statement.where(IMPORT_FAULTS.c.line > read_cursor(cursor, kinds=[int])[0])
    found = read_all(session, ImportFault, statement.order_by(IMPORT_FAULTS.c.line).limit(limit + 1))
    return cut(found, limit=limit, place=lambda fault: [fault.line])


def each_fault(session: Session, job_id: int) -> Iterator[ImportFault]:
    """Yield every row that could not be used, in the order of the file."""
    cursor: str | None = None
    while True:
        page = list_faults(session, job_id, limit=EACH, cursor=cursor)
        yield from page.items
        cursor = page.next
        if cursor is None:
            return
