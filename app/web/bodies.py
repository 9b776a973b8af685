"""Request bodies: read up to the limit and no further, and only as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from app.contract import read_json
from app.contract.limits import BODY_LIMIT
from app.errors import FieldError, TooLarge

if TYPE_CHECKING:
    from starlette.requests import Request

MEDIA_TYPE = "application/json"


async def read_body(request: Request) -> object:
    """Return the JSON value of the body; 415 for another kind, TooLarge or NotJson for a bad one."""
    _check_kind(request.headers.get("content-type", ""))
    return read_json(await read_bytes(request))


async def read_bytes(request: Request) -> bytes:
    """Return the body to the byte, whatever it is; TooLarge where it is beyond the limit."""
    _check_size(read_length(request.headers.get("content-length", "")))
    taken = bytearray()
    async for chunk in request.stream():
        taken += chunk
        _check_size(len(taken))
    return bytes(taken)


def _check_kind(kind: str) -> None:
    media_type, _, parameters = kind.partition(";")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    if media_type.strip().lower() != MEDIA_TYPE or charset not in {"", "utf-8"}:
        raise HTTPException(415, f"Send the body as UTF-8 with the header Content-Type: {MEDIA_TYPE}.")


def read_length(header: str) -> int:
    """Return the length that a request says its body has; 0 where it says none."""
    # A missing or odd length proves nothing; the stream is counted either way.
    return int(header) if header.isascii() and header.isdigit() else 0


def _check_size(size: int) -> None:
    if size > BODY_LIMIT:
        say = f"has {size} bytes or more; at most {BODY_LIMIT} are taken"
        raise TooLarge([FieldError("body", say)])
