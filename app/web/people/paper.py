"""How a page of people is rendered: wordings, who is looking, where else they may go, what was just done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from app.model import Language
from app.web.console import answer_page, choose_theme, load_words, make_readable, open_pages
from app.web.places import list_places
from app.web.refusals import Tell, Why
from app.web.tongue import choose_language
from app.web.visitor import Visitor, known_visitor, name_visitor

if TYPE_CHECKING:
    from fastapi import Response
    from starlette.datastructures import FormData
    from starlette.types import Scope

    from app.web.people.house import House

Errors = Mapping[str, str]
"""What is wrong with which field, as the name of a wording under `people.wrong`."""

_SUPERVISOR = ("parked",)
_ADMIN = ("users", "shops", "keys", *_SUPERVISOR, "outgoing", "audit")


class Paper:
    """Renders the pages of people."""

    def __init__(self, house: House) -> None:
        self.zone = house.settings.timezone
        self._templates = open_pages()

    def show(
        self,
        request: Request,
        template: str,
        shown: Mapping[str, Any] | None = None,
        *,
        errors: Errors | None = None,
        status: int = 200,
    ) -> HTMLResponse:
        """Return a page; with `errors` its fields say what is wrong, and the status is 422."""
        language = choose_language(request)
        words = load_words(language)
        common = {
            **_describe(request, words, language=language),
            "errors": errors or {},
            "moment": lambda at: write_moment(at, zone=self.zone),
            "zone": self.zone.key,
            "form": read_form(request),
        }
        html = self._templates.get_template(template).render(common | dict(shown or {}))
        return answer_page(request, html, language=language, status=422 if errors else status)

    def miss(self, request: Request) -> HTMLResponse:
        """Return the page that says that there is no such thing, or not for this visitor."""
        return self.show(request, "people_refused.html", {"why": "missing", "more": ""}, status=404)


def make_tell() -> Tell:
    """Return the function that renders the page on which a person is turned away."""
    templates = open_pages()

    def tell(scope: Scope, why: Why, more: str) -> HTMLResponse:
        request = Request(scope)
        language = choose_language(request)
        common = _describe(request, load_words(language), language=language)
        html = templates.get_template("people_refused.html").render(common | {"why": why, "more": more})
        return answer_page(request, html, language=language, status=403)

    return tell


def make_miss() -> Callable[[Request], Response]:
    """Return the function that renders the page for an address at which there is nothing."""
    tell = make_tell()

    def miss(request: Request) -> Response:
        page = tell(request.scope, "missing", "")
        page.status_code = 404
        return page

    return miss


def go_to(path: str, *, said: str = "") -> RedirectResponse:
    """Return the way to a page after something was done; `said` names the sentence that it shows on top."""
    return RedirectResponse(f"{path}?said={said}" if said else path, status_code=303)


def read_form(request: Request) -> FormData:
    """Return the fields of the form that a request carries; the gate has read them."""
    form: FormData = request.state.form
    return form


def read_field(request: Request, name: str) -> str:
    """Return a field of the form without blanks around it; empty where it is not there."""
    return str(read_form(request).get(name, "")).strip()


def write_moment(at: datetime | None, *, zone: ZoneInfo) -> str:
    """Return a time in the service's zone, to the minute; empty for none."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else ""


def _describe(request: Request, words: Mapping[str, Any], *, language: Language) -> dict[str, Any]:
    visitor = known_visitor(request)
    said = request.query_params.get("said", "")
    return {
        "t": make_readable(words),
        "language": language,
        "theme": choose_theme(request),
        "visitor": visitor,
        "csrf": visitor.token if visitor else "",
        "me": name_visitor(visitor, words),
        "places": list_places(visitor),
        "sections": _list_sections(visitor),
        "said": words["people"]["said"].get(said, ""),
        "said_well": not said.startswith("not_"),
    }


def _list_sections(visitor: Visitor | None) -> tuple[str, ...]:
    if visitor is None:
        return ()
    more = _ADMIN if visitor.is_at_least("admin") else _SUPERVISOR if visitor.is_at_least("supervisor") else ()
    return ("me", *more)
