"""Orders out of an export: previewed, then kept batch by batch, so that a start anew goes on where it ended."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.faults import NotFound, TooLate, refuse
from app.desk.known import ORDER_NO
from app.desk.orders.rows import Order, Reader
from app.desk.traces import SHOP, Deed
from app.exchange.columns import NAMES, guess_columns
from app.exchange.faults import FileRefused
from app.exchange.lines import Line
from app.exchange.sheets import Sheet, open_sheet
from app.model import FACT_NAMES
from app.store import imports
from app.store.columns import LONGEST_NAME
from app.store.database import Store
from app.store.kept import ImportFault, ImportJob
from app.store.orders import lay_orders
from app.store.records import Shop
from app.store.shops import get_shop

BATCH = 1000
SHOWN = 5
"""Lines of a preview."""
IMPORT = "import"
_CHUNK = 1024 * 1024
Tell = Callable[[ImportJob, float], None]
"""Hears how far an import is: the job, and the share of the file that is read, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file seems to hold: its columns, which fact each is taken for, and its first lines as they are."""

    header: tuple[str, ...]
    mapping: Mapping[str, str]
    lines: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be imported, under which name, into which shop. `mapping` is {column's name: fact}; None: guessed."""

    path: Path
    name: str
    shop_id: int
    mapping: Mapping[str, str] | None = None


def preview(path: Path) -> Preview:
    """Return what a file seems to hold; FileRefused where it is no table."""
    with open_sheet(path) as sheet:
        first = tuple(map(_show, islice(sheet.lines, SHOWN)))
        return Preview(sheet.header, guess_columns(sheet.header), first)


def begin_import(store: Store, request: Request, *, actor: Actor, now: datetime) -> ImportJob:
    """Return the import of a file: one that was cut off, else a new one; `go_on` does the work.

    Raises FileRefused where the file is no table of orders, and BadInput for a mapping that does not fit.
    """
    digest = _digest(request.path)
    with open_sheet(request.path) as sheet:
        mapping = _check_mapping(request.mapping or guess_columns(sheet.header), sheet.header)
    with store.transaction() as session:
        shop = _find_shop(session, request.shop_id, actor)
        job = imports.find_unfinished(session, shop.id, sha256=digest, mapping=mapping)
        if job is not None:
            return job
        name, by = Path(request.name).name[:LONGEST_NAME] or "orders", actor.user_id
        return imports.add_job(session, shop.id, name=name, sha256=digest, mapping=mapping, at=now, by=by)


def go_on(
    store: Store,
    job: ImportJob,
    path: Path,
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    tell: Tell = lambda _job, _share: None,
) -> ImportJob:
    """Import what is left of a file that was begun, and return the job with its counts.

    What `tell` raises ends the work after a batch that is kept. Raises FileRefused where the file cannot be read on,
    and TooLate where somebody else imports the same file now.
    """
    if job.state != imports.RUNNING:
        return job
    with store.reading() as session:
        shop = _find_shop(session, job.shop_id, actor)
    with open_sheet(path) as sheet:
        zone = ZoneInfo(shop.timezone)
        reader = Reader.of(sheet.header, job.mapping, zone=zone, currency=shop.currency, width=sheet.width)
        return _Work(store, reader, shop, actor, clock).run(sheet, job, tell)


def run_import(
    store: Store,
    request: Request,
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    tell: Tell = lambda _job, _share: None,
) -> ImportJob:
    """Import orders, and return the job with its counts; the bad lines are listed with it.

    Good lines are kept, each order once however often the file is imported; what is known of it besides stays. The
    same file goes on where an earlier import of it was cut off. Raises what `begin_import` and `go_on` raise.
    """
    job = begin_import(store, request, actor=actor, now=clock())
    return go_on(store, job, request.path, actor=actor, clock=clock, tell=tell)


@dataclass(slots=True)
class _Batch:
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[ImportFault] = field(default_factory=list)
    read: int = 0

    def take(self, reader: Reader, line: Line) -> None:
        """Take a line in: its order, or what is wrong with it."""
        self.read += 1
        try:
            order: Order = reader.read(line)
        except ValueError as error:
            self.faults.append(ImportFault(line.number, str(error)))
        else:
            # Exports give an order one line for each of its items: what a later line says is laid over.
            self.orders[order.number] = {**self.orders.get(order.number, {}), **order.facts}


@dataclass(frozen=True, slots=True)
class _Work:
    store: Store
    reader: Reader
    shop: Shop
    actor: Actor
    clock: Callable[[], datetime]

    def run(self, sheet: Sheet, job: ImportJob, tell: Tell) -> ImportJob:
        """Keep what is left of the sheet, and return the job when it is done."""
        try:
            for batch in self._read(islice(sheet.lines, job.position, None)):
                job = self._keep(job, batch)
                tell(job, sheet.share())
        except FileRefused as error:
            stop_import(self.store, job, str(error), now=self.clock())
            raise
        return self._finish(job)

    def _read(self, lines: Iterator[Line]) -> Iterator[_Batch]:
        while some := list(islice(lines, BATCH)):
            batch = _Batch()
            for line in some:
                batch.take(self.reader, line)
            yield batch

    def _keep(self, job: ImportJob, batch: _Batch) -> ImportJob:
        """Write a batch and how far the job is by it in one transaction: after a kill both are there or neither."""
        with self.store.transaction() as session:
            now, held = self.clock(), imports.hold_job(session, job.id)
            if held.position != job.position:
                raise TooLate("This file is being imported by somebody else at the moment.")
            # In the order of their numbers, so that two imports never wait for each other crosswise.
            ordered = dict(sorted(batch.orders.items()))
            lay_orders(session, self.shop.id, ordered, source=IMPORT, at=now, by=self.actor.user_id)
            imports.add_faults(session, job.id, batch.faults)
            good = batch.read - len(batch.faults)
            counts = {
                "position": job.position + batch.read,
                "good": job.good + good,
                "bad": job.bad + len(batch.faults),
            }
            return imports.change_job(session, job.id, at=now, **counts)

    def _finish(self, job: ImportJob) -> ImportJob:
        with self.store.transaction() as session:
            now = self.clock()
            data = {"job": job.id, "good": job.good, "bad": job.bad}
            Deed(session, self.actor, now).audit_on(
                "orders.imported", SHOP, self.shop.id, shop_id=self.shop.id, data=data
            )
            return imports.change_job(session, job.id, at=now, state=imports.DONE)


def stop_import(store: Store, job: ImportJob, because: str, *, now: datetime) -> None:
    """Write down that an import cannot go on, and why."""
    with store.transaction() as session:
        imports.change_job(session, job.id, at=now, state=imports.STOPPED, because=because)


def _find_shop(session: Session, shop_id: int, actor: Actor) -> Shop:
    shop = get_shop(session, shop_id)
    if shop is None or shop.id not in actor.shop_ids:
        raise NotFound("There is no shop of that number that is yours.")
    return shop


def _check_mapping(mapping: Mapping[str, str], header: tuple[str, ...]) -> dict[str, str]:
    """Return the mapping in the order of the columns; BadInput where it cannot be."""
    for name, fact in mapping.items():
        if name not in header:
            raise refuse("mapping", f"the file has no column {name}")
        if fact not in FACT_NAMES:
            raise refuse("mapping", f"{fact} is no fact; there are {', '.join(NAMES)}")
    if len(set(mapping.values())) < len(mapping):
        raise refuse("mapping", "names a fact twice")
    if ORDER_NO not in mapping.values():
        shown = ", ".join(name for name in header[:20] if name)
        raise refuse("mapping", f"say which column holds the order number (order_no); the file has {shown}")
    return {name: mapping[name] for name in header if name in mapping}


def _show(line: Line) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell) for cell in line.cells)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
