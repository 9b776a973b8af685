"""How somebody is turned away: a program by a problem, a person by a page or the way to log in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import quote

from starlette.responses import RedirectResponse

from app.web import problems

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Scope

Why: TypeAlias = Literal[
    "not_from_here", "console_only", "key_needed", "log_in", "page", "scope", "role", "elsewhere", "stale", "missing"
]
Tell: TypeAlias = "Callable[[Scope, Why, str], Response]"
"""Returns the page that tells a person why, and of what (a role) there was too little."""

_HERE = "this computer, under the name localhost, 127.0.0.1 or [::1],"
_SAID: Mapping[Why, tuple[int, str, str]] = {
    "not_from_here": (
        403,
        "Not from here",
        f"Nobody was added (shouhou user add) and SHOUHOU_API_KEYS is not set, so only {_HERE} is answered.",
    ),
    "console_only": (
        403,
        "Not from here",
        f"As long as nobody was added (shouhou user add), the console answers {_HERE} alone.",
    ),
    "key_needed": (
        401,
        "A key is needed",
        "Send the header Authorization: Bearer KEY with one of the keys of SHOUHOU_API_KEYS or of the console.",
    ),
    "log_in": (401, "Log in first", "Log in at /login."),
    "page": (403, "Pages are for people", "A key opens the API, not the console; log in at /login."),
    "scope": (403, "The key was not made for this", "This needs a key of this shop for: {more}."),
    "role": (403, "Not with this role", "This needs the role {more}."),
    "elsewhere": (403, "Sent by another site", "Requests that change something are taken from our own pages only."),
    "stale": (
        403,
        "The page is out of date",
        "The token of the page is missing or belongs to another session; load the page again. Nothing was changed.",
    ),
    "missing": (404, "Not found", "There is nothing at this address."),
}
_ON_A_PAGE: frozenset[Why] = frozenset({"role", "elsewhere", "stale"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody is turned away; `more` is the role or scope that it takes."""

    why: Why
    more: str = ""


def answer_refusal(scope: Scope, refusal: Refusal, *, tell: Tell | None) -> ASGIApp:
    """Return the answer: `tell`'s page where it is given and a person can mend it, else a problem."""
    if refusal.why == "log_in" and tell:
        return RedirectResponse(_find_login(scope), status_code=303)
    if refusal.why in _ON_A_PAGE and tell:
        return tell(scope, refusal.why, refusal.more)
    status, title, detail = _SAID[refusal.why]
    headers = {"WWW-Authenticate": 'Bearer realm="shouhou"'} if refusal.why == "key_needed" else None
    return problems.answer(status, title=title, detail=detail.replace("{more}", refusal.more), headers=headers)


def _find_login(scope: Scope) -> str:
    if scope["method"] != "GET" or scope["path"] == "/":
        return "/login"
    query = scope["query_string"].decode("latin-1")
    return f"/login?next={quote(scope['path'] + ('?' + query if query else ''), safe='')}"
