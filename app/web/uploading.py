"""Files that come in as the body of a request, written to disk as they come and never held as a whole."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from app.exchange.uploads import Upload
from app.web.bodies import read_length

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.requests import Request


@asynccontextmanager
async def taking(request: Request, data_dir: Path, *, most: int) -> AsyncIterator[Upload]:
    """Give the file that a request carries; FileTooLarge beyond `most` bytes, and the rest of it is not taken."""
    with Upload(data_dir, most=most) as upload:
        upload.expect(read_length(request.headers.get("content-length", "")))
        async for piece in request.stream():
            await run_in_threadpool(upload.write, piece)
        yield upload
