"""The pages of the console: rendered here once per visit; what happens on them happens in the browser."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from app.contract.limits import MESSAGE_LIMIT
from app.model import PLATFORMS, Language
from app.own_files import read_own
from app.web.facts_form import FORM_CURRENCIES, list_groups
from app.web.places import list_places
from app.web.tongue import choose_language
from app.web.visitor import name_visitor, visitor_of

if TYPE_CHECKING:
    from app.settings import Settings
    from app.web.drafter import Drafter
    from app.web.zones import FindZone

HERE = Path(__file__).parent
THEMES = ("auto", "light", "dark")
_YEAR = 365 * 24 * 3600


@cache
def load_words(language: Language) -> dict[str, Any]:
    """Return every wording of the console in one language, for reading only: all who ask get the same."""
    words: dict[str, Any] = read_own("app.web", f"words/{language}.yaml")
    return words


DEFAULT_SHOP = "default"
"""The shop that quick reply drafts for."""


def make_console(engine: Drafter, *, settings: Settings, find_zone: FindZone) -> APIRouter:
    """Return the routes of the console."""
    router = APIRouter()
    pages = open_pages()
    # Gathered when a page is first asked for: reading the wordings would make every start longer.
    gather = cache(lambda language: _gather(engine, language=language))

    @router.get("/", include_in_schema=False)
    def quick_reply(request: Request) -> HTMLResponse:
        """Return the page in the visitor's language, with the zone and the pass that its script needs."""
        language, visitor = choose_language(request), visitor_of(request)
        # The pass lets the page's own calls in: each visitor's is another.
        zone = (find_zone(DEFAULT_SHOP) or settings.timezone).key
        shown = gather(language)
        desk = shown["desk"] | {"pass": visitor.page_pass, "timezone": zone}
        me = name_visitor(visitor, desk["words"])
        places = list_places(visitor)
        html = pages.get_template("quick.html").render(
            shown | {"desk": desk, "zone": zone}, theme=choose_theme(request), me=me, places=places
        )
        return answer_page(request, html, language=language)

    return router


def answer_page(request: Request, html: str, *, language: Language, status: int = 200) -> HTMLResponse:
    """Return a page, and remember the language that it was asked for in."""
    response = HTMLResponse(html, status_code=status, headers={"Vary": "Accept-Language, Cookie"})
    _remember_language(response, request=request, language=language)
    return response


def mount_static(app: FastAPI) -> None:
    """Serve the page's own scripts and styles; a browser asks each time whether they have changed."""
    app.mount("/static", _Static(directory=HERE / "static"), name="static")


class _Static(StaticFiles):
    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


def open_pages() -> Environment:
    """Return the templates of the console."""
    return Environment(
        loader=FileSystemLoader(HERE / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _gather(engine: Drafter, *, language: Language) -> dict[str, Any]:
    words = load_words(language)
    library = engine.library
    desk = {
        "language": language,
        "limit": MESSAGE_LIMIT,
        "intents": {name: intent.title.model_dump()[language] for name, intent in library.intents.items()},
        "rules": {name: policy.title.model_dump()[language] for name, policy in library.policies.items()},
        "facts": {name: fact.label.model_dump()[language] for name, fact in library.facts.items()},
        "words": words,
    }
    form = {"groups": list_groups(), "currencies": FORM_CURRENCIES, "platforms": PLATFORMS}
    return {"t": make_readable(words), "language": language, "desk": desk, **form}


def make_readable(words: Mapping[str, Any]) -> SimpleNamespace:
    """Return the wordings as `t.draft.copy` reads them in a template."""
    # In a template `t.draft.copy` on a plain dict would find the method of that name, not the word.
    readable: SimpleNamespace = json.loads(json.dumps(words), object_hook=lambda part: SimpleNamespace(**part))
    return readable


def choose_theme(request: Request) -> str:
    """Return the theme of the cookie, or `auto`."""
    theme = request.cookies.get("theme", "")
    return theme if theme in THEMES else "auto"


def _remember_language(response: Response, *, request: Request, language: Language) -> None:
    if request.query_params.get("lang") == language:
        response.set_cookie("lang", language, max_age=_YEAR, samesite="strict", httponly=True)
