"""A register as a file: written in its own transaction, because who took it away is noted."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO

from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from app.desk.registers.exports import make_table
from app.desk.registers.lists import Wish
from app.exchange.writing import write_csv, write_xlsx
from app.web.desk_api.counter import Counter, Visit
from app.web.desk_api.queries import ExportQuery
from app.web.desk_api.record_writing import find_shop_id

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
IN_MEMORY = 1024 * 1024
"""Bytes of a file that are not put on disk on the way."""
_CHUNK = 64 * 1024


async def answer_export(counter: Counter, request: Request, name: str, query: ExportQuery) -> StreamingResponse:
    """Return a register as a file to be saved."""
    file = await run_in_threadpool(counter.work, request, lambda visit: _write(visit, name, query))
    saved_as = "-".join(filter(None, [name, query.month])) + f".{query.kind}"
    headers = {"Content-Disposition": f'attachment; filename="{saved_as}"'}
    return StreamingResponse(_read(file), media_type=KINDS[query.kind], headers=headers)


def _write(visit: Visit, name: str, query: ExportQuery) -> IO[bytes]:
    shop_id, wish = find_shop_id(visit, query.shop), Wish(name, month=query.month)
    language, now = query.language, visit.now
    table = make_table(visit.session, wish, shop_id=shop_id, language=language, now=now, actor=visit.actor)
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  _read closes it once it is sent
    (write_xlsx if query.kind == "xlsx" else write_csv)(table, file)
    file.seek(0)
    return file


def _read(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk
