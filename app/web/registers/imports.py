"""Orders imported on a page: a file is sent, its columns are confirmed, the import is watched, bad lines are listed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from app.desk.faults import NotFound
from app.desk.known import ORDER_NO
from app.desk.orders.imports import Preview, begin_import, preview
from app.desk.orders.imports import Request as Wanted
from app.errors import BadInput
from app.exchange.cells import read_line
from app.exchange.columns import NAMES
from app.exchange.faults import FileRefused
from app.exchange.sheets import LARGEST_FILE
from app.exchange.tables import Column as TableColumn
from app.exchange.tables import Table
from app.exchange.uploads import find_parked
from app.exchange.writing import write_csv
from app.store.imports import RUNNING, each_fault, get_job, list_faults
from app.web.people.names import read_number
from app.web.people.paper import read_form
from app.web.registers.house import HOME, Call, go_to, open_call, show
from app.web.registers.orders import ORDERS, describe_taker
from app.web.registers.reasons import tell_reason
from app.web.tongue import choose_language
from app.web.uploading import taking

if TYPE_CHECKING:
    from app.desk.actors import Actor
    from app.exchange.uploads import Parked, Upload
    from app.store.kept import ImportJob
    from app.store.records import Shop
    from app.web.desk.ground import Paper

PATH = f"{HOME}/{ORDERS}"
SAMPLES = 3
"""Cells of a column that are shown."""
LONGEST_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """A column of a file: its field in the form, its name, what stands in it, and which fact it is taken for."""

    field: str
    name: str
    samples: tuple[str, ...]
    fact: str


def make_imports(paper: Paper) -> APIRouter:
    """Return the routes by which orders are imported."""
    router = APIRouter()

    @router.post("/registers/orders/upload")
    async def take(request: Request) -> Response:
        """Return where the columns of the uploaded file are shown, or why it is refused."""
        try:
            async with taking(request, paper.ground.settings.data_dir, most=LARGEST_FILE) as upload:
                return await run_in_threadpool(_park, paper, request, upload)
        except FileRefused as error:
            say = tell_reason(str(error), choose_language(request))
            return JSONResponse({"say": say}, status_code=error.status)

    @router.get("/registers/orders/files/{digest}")
    def show_columns(request: Request, digest: str) -> Response:
        return _show_columns(paper, request, digest)

    @router.post("/registers/orders/files/{digest}")
    def begin(request: Request, digest: str) -> Response:
        return _begin(paper, request, digest)

    _add_looks(router, paper)
    return router


def _add_looks(router: APIRouter, paper: Paper) -> None:
    @router.get("/registers/orders/imports/{import_id}")
    def show_import(request: Request, import_id: str) -> Response:
        return _show_import(paper, request, read_number(import_id))

    @router.get("/registers/orders/imports/{import_id}/live")
    def tell(request: Request, import_id: str) -> Response:
        """Return how far an import has come, as JSON for the page's bar."""
        try:
            with open_call(paper, request) as call:
                job = _see(call, read_number(import_id))
        except NotFound:
            return JSONResponse({}, status_code=404)
        counts = {name: getattr(job, name) for name in ("state", "position", "good", "bad")}
        return JSONResponse(counts | {"share": paper.ground.importer.share(job.id)})

    @router.get("/registers/orders/imports/{import_id}/bad")
    def take_bad(request: Request, import_id: str) -> Response:
        return _write_bad(paper, request, read_number(import_id))


def _park(paper: Paper, request: Request, upload: Upload) -> Response:
    """Keep a file until its columns are confirmed, and say where that is done."""
    with open_call(paper, request) as call:
        shop, _ = _find_shop(call)
    preview(upload.finish())
    parked = upload.park(shop.id)
    name = request.query_params.get("name", "")[:200]
    return JSONResponse({"go": f"{PATH}/files/{parked.sha256}?{urlencode({'shop': shop.slug, 'name': name})}"})


def _find_shop(call: Call) -> tuple[Shop, Actor]:
    """Return the shop into which is imported, and who does so as its supervisor; NotFound where they are none."""
    shop = call.named_shop()
    if shop is None or shop.id not in call.actor.leads:
        raise NotFound("There is no shop of that name into which you may import.")
    return shop, replace(call.actor, shop_ids=call.actor.leads)


def _find_file(paper: Paper, call: Call, digest: str) -> tuple[Shop, Actor, Parked]:
    shop, actor = _find_shop(call)
    parked = find_parked(paper.ground.settings.data_dir, shop.id, digest)
    if parked is None:
        raise NotFound("The file is not there any more: send it again.")
    return shop, actor, parked


def _show_columns(paper: Paper, request: Request, digest: str, **more: Any) -> Response:
    try:
        with open_call(paper, request) as call:
            shop, _, parked = _find_file(paper, call, digest)
            seen, names, shops = preview(parked.path), paper.names(call.language), call.shops
    except (NotFound, FileRefused):
        return show(paper, request, "registers_missing.html", {"here": ORDERS}, status=404)
    typed = {key: str(value) for key, value in read_form(request).items()}
    shown = {
        "here": ORDERS,
        "choices": [_fill(one, typed) for one in _list_columns(seen)],
        "facts": [(fact, names.fact(fact)) for fact in NAMES],
        "shop": shop,
        "shops": shops,
        "name": request.query_params.get("name", "") or typed.get("name", ""),
        "digest": digest,
    }
    return show(paper, request, "registers_columns.html", shown | more, status=422 if more.get("wrong") else 200)


def _list_columns(seen: Preview) -> tuple[Choice, ...]:
    """Return the columns that have a name, each name once."""
    places = {name: place for place, name in reversed(list(enumerate(seen.header))) if name}
    ordered = sorted(places.items(), key=lambda pair: pair[1])
    return tuple(
        Choice(f"column-{place}", name, _sample(seen, place), seen.mapping.get(name, "")) for name, place in ordered
    )


def _sample(seen: Preview, place: int) -> tuple[str, ...]:
    # Without what keeps Excel from reading a number as a number: as the import takes it.
    cells = [read_line(line[place]) for line in seen.lines if place < len(line)]
    return tuple(dict.fromkeys(cell[:LONGEST_SAMPLE] for cell in cells if cell))[:SAMPLES]


def _fill(choice: Choice, typed: dict[str, str]) -> Choice:
    return replace(choice, fact=typed.get(choice.field, choice.fact))


def _begin(paper: Paper, request: Request, digest: str) -> Response:
    typed = {key: str(value) for key, value in read_form(request).items()}
    try:
        with open_call(paper, request) as call:
            shop, actor, parked = _find_file(paper, call, digest)
        mapping = {one.name: typed.get(one.field, "") for one in _list_columns(preview(parked.path))}
        mapping = {name: fact for name, fact in mapping.items() if fact}
        wanted = Wanted(parked.path, typed.get("name", ""), shop.id, mapping)
        job = begin_import(paper.ground.store, wanted, actor=actor, now=paper.ground.clock())
    except (NotFound, FileRefused):
        return show(paper, request, "registers_missing.html", {"here": ORDERS}, status=404)
    except BadInput:
        return _show_columns(paper, request, digest, wrong=_name_wrong(mapping))
    paper.ground.importer.start(job, actor)
    return go_to(f"{PATH}/imports/{job.id}")


def _name_wrong(mapping: dict[str, str]) -> dict[str, str]:
    """Return which facts are wrong, each with the name of its wording."""
    twice = {fact: "twice" for fact, times in Counter(mapping.values()).items() if times > 1}
    return twice or {ORDER_NO: ORDER_NO}


def _see(call: Call, number: int) -> ImportJob:
    job = get_job(call.session, number, shop_ids=call.actor.shop_ids)
    if job is None:
        raise NotFound("There is no import of that number in your shops.")
    return job


def _show_import(paper: Paper, request: Request, number: int) -> Response:
    language, cursor = choose_language(request), request.query_params.get("cursor") or None
    try:
        with open_call(paper, request) as call:
            job = _see(call, number)
            try:
                page = list_faults(call.session, job.id, cursor=cursor)
            except BadInput:
                page = list_faults(call.session, job.id)
            writer = call.writer(job.shop_id)
            shown = {"shop": call.shop(job.shop_id), "shops": call.shops, **describe_taker(call)}
    except NotFound:
        return show(paper, request, "registers_missing.html", {"here": ORDERS}, status=404)
    shown |= {
        "here": ORDERS,
        "job": job,
        "is_running": job.state == RUNNING,
        "share": paper.ground.importer.share(job.id),
        "because": tell_reason(job.because or "", language),
        "faults": [(fault.line, tell_reason(fault.reason, language)) for fault in page.items],
        "next": f"?{urlencode({'cursor': page.next})}" if page.next else "",
        "times": writer.times,
        "who": writer.people.get(job.user_id or 0, ""),
    }
    return show(paper, request, "registers_import.html", shown)


def _write_bad(paper: Paper, request: Request, number: int) -> Response:
    """Return the lines that could not be used as a CSV file."""
    file = BytesIO()
    try:
        with open_call(paper, request) as call:
            job, words = _see(call, number), call.words["orders"]
            columns = (TableColumn(words["line"], "number"), TableColumn(words["reason"]))
            faults = each_fault(call.session, job.id)
            rows = ((fault.line, tell_reason(fault.reason, call.language)) for fault in faults)
            write_csv(Table(words["bad_lines"], columns, rows, ""), file)
    except NotFound:
        return show(paper, request, "registers_missing.html", {"here": ORDERS}, status=404)
    headers = {"Content-Disposition": f'attachment; filename="import-{job.id}-bad.csv"'}
    return Response(file.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)
