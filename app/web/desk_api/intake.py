"""Files that programs send: orders to import, pictures of evidence, registers that come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from app.contract import write_moment
from app.desk.actors import Actor
from app.desk.faults import NotFound, refuse
from app.desk.orders.imports import Request as Wanted
from app.desk.orders.imports import begin_import
from app.desk.registers.evidence import Belongs, add_evidence
from app.desk.registers.exports import read_back
from app.exchange import pictures
from app.exchange.sheets import LARGEST_FILE
from app.exchange.uploads import Upload
from app.store.imports import get_job, list_faults, list_jobs
from app.store.shops import get_shop
from app.web.desk_api import record_shapes as out
from app.web.desk_api import shapes
from app.web.desk_api.counter import CREATED, OK, Counter, Visit
from app.web.desk_api.operations import asks, takes_file
from app.web.desk_api.queries import EvidenceQuery, ImportQuery, ListQuery, ShopQuery, read_number, read_query
from app.web.desk_api.record_writing import find_shop_id, write_evidence
from app.web.uploading import taking

if TYPE_CHECKING:
    from app.store.kept import ImportJob
    from app.web.importer import Importer

Read = TypeVar("Read")
ACCEPTED = 202
LARGEST_REGISTER = 64 * 1024 * 1024
"""Bytes of a register that comes back: it is read within the request."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Where files are taken in: the counter, and the imports of this process with the data folder."""

    counter: Counter
    importer: Importer

    async def take(
        self,
        request: Request,
        read: Callable[[Upload], Read],
        work: Callable[[Visit, Read], BaseModel],
        *,
        most: int,
        status: int = OK,
    ) -> JSONResponse:
        """Answer a request that carries a file: what `read` makes of it is given to `work` in one transaction."""

        def finish(upload: Upload) -> BaseModel:
            # Before the transaction: others write while a picture is drawn anew.
            held = read(upload)
            return self.counter.work(request, lambda visit: work(visit, held))

        async with taking(request, self.importer.data_dir, most=most) as upload:
            done = await run_in_threadpool(finish, upload)
        return JSONResponse(done.model_dump(mode="json"), status_code=status)


def add_intake(router: APIRouter, intake: Intake) -> None:
    """Add the routes that take files, and those that say what became of imports."""
    _add_orders(router, intake)
    _add_looks(router, intake.counter)

    @router.post("/v1/evidence", status_code=CREATED, response_model=out.EvidenceOut, **takes_file(EvidenceQuery))
    async def filed(request: Request) -> JSONResponse:
        """File a picture under the buyer's id: JPEG, PNG, WebP, GIF or BMP, 20 MB at most."""
        query = read_query(request, EvidenceQuery)

        def work(visit: Visit, picture: pictures.Picture) -> out.EvidenceOut:
            belongs = Belongs(query.conversation, query.row)
            kept = add_evidence(
                visit.session, intake.importer.data_dir, picture, belongs, now=visit.now, actor=visit.actor
            )
            return write_evidence(kept)

        return await intake.take(request, _read_picture, work, most=pictures.LARGEST_FILE, status=CREATED)

    @router.post("/v1/registers/{name}/import", response_model=out.ReimportedOut, **takes_file(ShopQuery))
    async def came_back(request: Request, name: str) -> JSONResponse:
        """Read an exported register again, 64 MB at most: rows that are there stay as they are."""
        query = read_query(request, ShopQuery)

        def work(visit: Visit, path: Path) -> out.ReimportedOut:
            shop_id = find_shop_id(visit, query.shop)
            done = read_back(visit.session, name, path, shop_id=shop_id, now=visit.now, actor=visit.actor)
            faults = tuple(out.FaultOut(line=one.line, reason=one.reason) for one in done.faults)
            return out.ReimportedOut(added=done.added, known=done.known, faults=faults)

        return await intake.take(request, Upload.finish, work, most=LARGEST_REGISTER)


def _read_picture(upload: Upload) -> pictures.Picture:
    return pictures.read_picture(upload.finish().read_bytes())


def _add_orders(router: APIRouter, intake: Intake) -> None:
    @router.post("/v1/imports", status_code=ACCEPTED, response_model=out.ImportOut, **takes_file(ImportQuery))
    async def begun(request: Request) -> JSONResponse:
        """Import orders from CSV or XLSX, 1 GB at most: it goes on after the answer; ask for it by its number."""
        query = read_query(request, ImportQuery)
        async with taking(request, intake.importer.data_dir, most=LARGEST_FILE) as upload:
            told = await run_in_threadpool(_begin, intake, request, upload, query)
        return JSONResponse(told.model_dump(mode="json"), status_code=ACCEPTED)


def _begin(intake: Intake, request: Request, upload: Upload, query: ImportQuery) -> out.ImportOut:
    shop_id, actor = intake.counter.work(request, lambda visit: _find_led(visit, query.shop))
    upload.finish()
    parked = upload.park(shop_id)
    wanted = Wanted(parked.path, query.name, shop_id, query.columns())
    try:
        job = begin_import(intake.counter.store, wanted, actor=actor, now=intake.counter.clock())
    except Exception:
        parked.path.unlink(missing_ok=True)
        raise
    intake.importer.start(job, actor)
    return intake.counter.work(request, lambda visit: _write_job(visit, job))


def _find_led(visit: Visit, slug: str) -> tuple[int, Actor]:
    """Return a shop's number and who imports into it; BadInput where they may not: a person must lead the shop."""
    shop_id = find_shop_id(visit, slug)
    if not visit.actor.may_decide(shop_id):
        raise refuse("shop", f"a supervisor of {slug} imports its orders")
    return shop_id, replace(visit.actor, shop_ids=(shop_id,))


def _add_looks(router: APIRouter, counter: Counter) -> None:
    @router.get("/v1/imports", response_model=out.ImportsOut)
    async def imports(request: Request) -> JSONResponse:
        """List the latest imports of orders, the newest first."""
        return await counter.look(request, _list)

    @router.get("/v1/imports/{import_id}", response_model=out.ImportOut)
    async def one(request: Request, import_id: str) -> JSONResponse:
        """Show how far an import has come."""
        number = read_number(import_id, of="import")
        return await counter.look(request, lambda visit: _write_job(visit, _see(visit, number)))

    @router.get("/v1/imports/{import_id}/faults", response_model=shapes.PageOut[out.FaultOut], **asks(ListQuery))
    async def faults(request: Request, import_id: str) -> JSONResponse:
        """List the lines of an import that could not be used, each with the reason."""
        number, query = read_number(import_id, of="import"), read_query(request, ListQuery)
        return await counter.look(request, lambda visit: _list_faults(visit, number, query))


def _see(visit: Visit, number: int) -> ImportJob:
    job = get_job(visit.session, number, shop_ids=visit.actor.shop_ids)
    if job is None:
        raise NotFound("There is no import of that number in your shops.")
    return job


def _list(visit: Visit) -> out.ImportsOut:
    found = list_jobs(visit.session, visit.actor.shop_ids)
    return out.ImportsOut(items=tuple(_write_job(visit, job) for job in found))


def _list_faults(visit: Visit, number: int, query: ListQuery) -> shapes.PageOut[out.FaultOut]:
    page = list_faults(visit.session, _see(visit, number).id, limit=query.limit, cursor=query.cursor)
    items = tuple(out.FaultOut(line=fault.line, reason=fault.reason) for fault in page.items)
    return shapes.PageOut[out.FaultOut](items=items, next=page.next)


def _write_job(visit: Visit, job: ImportJob) -> out.ImportOut:
    shop = get_shop(visit.session, job.shop_id)
    names = ("id", "name", "state", "good", "bad", "because", "mapping")
    told: dict[str, Any] = {name: getattr(job, name) for name in names}
    moments = {name: write_moment(getattr(job, name)) for name in ("created_at", "updated_at")}
    return out.ImportOut(shop=shop.slug if shop else "", lines=job.position, **told, **moments)
