"""Where a channel's drafts may be shown inside the helpdesk: the one origin that may frame them."""

from __future__ import annotations

from collections.abc import Iterator

from app.channels.rows import Fault, Row
from app.core.pattern import Pattern
from app.model import Bilingual

KINDS = ("chatwoot", "zendesk", "generic")
_ORIGIN = Pattern(r"https://[a-z0-9.-]+(:\d+)?|http://(localhost|127\.0\.0\.1)(:\d+)?")
_WRONG = Bilingual(
    "要写来源，如 https://chat.example，后面不带路径（本机测试可用 http://127.0.0.1:3000）",
    "must be an origin such as https://chat.example, without a path (http://127.0.0.1:3000 for a trial)",
)


def check_origin(origin: str | None) -> Iterator[Fault]:
    """Yield the fault of an `embed_origin` that is none; None is not given and no fault."""
    if origin is not None and not _ORIGIN.fullmatch(origin):
        yield "embed_origin", _WRONG


def find_origin(row: Row) -> str | None:
    """Return the origin that may frame a channel's drafts; None where none may."""
    origin: str | None = getattr(row, "embed_origin", None)
    return origin
