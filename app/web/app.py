"""The web application: joins engine, settings, door and pages. Nothing happens before it is called for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from app.web import openapi, problems
from app.web.access import Gate, Keys
from app.web.api import Clock, make_api
from app.web.console import make_console, mount_static
from app.web.frame import Frame
from app.web.reply_routes import make_reply_pages

if TYPE_CHECKING:
    from app.settings import Settings
    from app.web.drafter import Drafter


def read_clock() -> datetime:
    """Return the present."""
    return datetime.now(UTC)


def create_app(engine: Drafter, settings: Settings, *, clock: Clock = read_clock) -> FastAPI:
    """Return the service: API, console and errors, answering whom the settings allow."""
    # The stock documentation pages load their scripts from elsewhere; /openapi.json is our own route.
    app = FastAPI(title="Shouhou", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    keys = Keys.of(settings)
    app.include_router(make_api(engine, clock=clock))
    app.include_router(make_console(engine, settings=settings, console_pass=keys.console_pass))
    app.include_router(make_reply_pages(engine, clock=clock))
    mount_static(app)
    _add_description(app)
    problems.add_handlers(app)
    app.add_middleware(Gate, keys=keys)
    # Added last, it stands outermost: refusals of the gate are logged and bear the safe headers too.
    app.add_middleware(Frame)
    return app


def _add_description(app: FastAPI) -> None:
    document = openapi.describe(app)

    @app.get("/openapi.json", include_in_schema=False)
    async def describe(_request: Request) -> JSONResponse:
        return JSONResponse(document)
