"""Requests that change something: they must come from our own pages, and prove it."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import FormData, Headers, UploadFile

from app.errors import FieldError, TooLarge

if TYPE_CHECKING:
    from starlette.types import Message, Receive

HEADER = "x-shouhou-console"
"""Header in which a script of the console shows the token that its page was served with."""
FIELD = "csrf"
"""Field of a form that carries the same."""
FORM_LIMIT = 65_536
FORM_KIND = "application/x-www-form-urlencoded"

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OUR_OWN = frozenset({"same-origin", "none"})


def changes_something(method: str) -> bool:
    """Return whether a request of this method may change anything."""
    return method not in _SAFE


def comes_from_elsewhere(headers: Headers) -> bool:
    """Return whether a browser says that a page of another site sent this request.

    Old browsers and programs say nothing; then the token alone decides.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in _OUR_OWN
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


def is_same(shown: str, expected: str) -> bool:
    """Return whether two secrets are the same, in a time that does not tell how much of them is; never for none."""
    return bool(expected) and hmac.compare_digest(shown.encode(errors="replace"), expected.encode())


async def take_form(headers: Headers, receive: Receive, *, most: int) -> FormData:
    """Return the fields of a form that a page sent; none for any other kind of body.

    TooLarge beyond FORM_LIMIT bytes or `most` fields.
    """
    if headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_KIND:
        return FormData()
    taken = bytearray()
    more = True
    while more:
        message: Message = await receive()
        taken += message.get("body", b"")
        more = message.get("more_body", False)
        if len(taken) > FORM_LIMIT:
            raise TooLarge([FieldError("body", f"is longer than {FORM_LIMIT} bytes")])
    return FormData(_read_fields(bytes(taken), most))


def _read_fields(body: bytes, most: int) -> list[tuple[str, str | UploadFile]]:
    try:
        fields = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=most)
    except ValueError:
        raise TooLarge([FieldError("body", f"has more than {most} fields")]) from None
    return list(fields)
