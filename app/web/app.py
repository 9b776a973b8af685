"""The web application: joins engine, settings, store, door and pages. Nothing happens before it is called for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, FastAPI
from fastapi.responses import JSONResponse

from app.web import openapi, problems
from app.web.access import Gate, Keys, require_row
from app.web.api import Clock, make_api
from app.web.channels import Hall, make_channel_pages, make_count
from app.web.console import make_console, mount_static
from app.web.desk import Bell, Ground, make_desk_pages
from app.web.desk_api.routes import make_desk_api
from app.web.embed import make_embed
from app.web.frame import Frame
from app.web.hooks import Porch, make_hooks
from app.web.importer import Importer
from app.web.people import House, make_miss, make_people_pages, make_tell
from app.web.people.paper import Paper
from app.web.people.throttle import Throttle
from app.web.registers import make_register_pages
from app.web.reply_routes import make_reply_pages
from app.web.rounds import Rounds, make_rounds
from app.web.sessions import Register
from app.web.setup import Setup
from app.web.zones import make_find_zone

if TYPE_CHECKING:
    from app.settings import Settings
    from app.store.database import Store
    from app.web.drafter import Drafter


def read_clock() -> datetime:
    """Return the present."""
    return datetime.now(UTC)


def create_app(
    engine: Drafter,
    settings: Settings,
    *,
    store: Store | None = None,
    setup: Setup | None = None,
    porch: Porch | None = None,
    clock: Clock = read_clock,
) -> FastAPI:
    """Return the service: API, console and errors, answering whom the settings and the store allow.

    Without a store nothing is kept and nobody can log in. `setup` is the way in of the first administrator, `porch`
    what hooks bring messages to; None where no channel is configured.
    """
    importer = Importer(store, settings.data_dir, clock) if store is not None else None
    app = _make_bare(make_rounds(store, clock=clock, importer=importer))
    find_zone = make_find_zone(store)
    porch = porch or (Porch(store) if store is not None else None)
    # First, because routes are tried in their order, and nothing else is asked for as often.
    if porch is not None:
        app.include_router(make_hooks(porch, clock=clock))
    app.include_router(make_api(engine, clock=clock, find_zone=find_zone, porch=porch))
    app.include_router(make_console(engine, settings=settings, find_zone=find_zone))
    app.include_router(make_reply_pages(engine, clock=clock))
    if store is not None and porch is not None and importer is not None:
        _add_desk(app, Ground(store, engine, settings, Bell(store), clock, importer, porch.channels), porch)
    mount_static(app)
    _add_description(app)
    _add_people(app, engine, settings, porch, setup=setup or Setup(), clock=clock)
    # Added last, it stands outermost: refusals of the gate are logged and bear the safe headers too.
    app.add_middleware(Frame)
    return app


def _make_bare(rounds: Rounds) -> FastAPI:
    """Return a service without routes that refuses whatever has no row in the table of roles."""
    # The stock documentation pages load their scripts from elsewhere; /openapi.json is our own route.
    return FastAPI(
        title="Shouhou",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        dependencies=[Depends(require_row)],
        lifespan=rounds,
    )


def _add_desk(app: FastAPI, ground: Ground, porch: Porch) -> None:
    """Add what needs a store: the desk and its registers for people and programs, and the hooks of channels."""
    app.state.bell, app.state.importer = ground.bell, ground.importer
    programs = make_desk_api(ground.engine, ground.store, clock=ground.clock, porch=porch, importer=ground.importer)
    app.include_router(programs)
    _add_pages(app, make_desk_pages(ground))
    _add_pages(app, make_register_pages(ground))


def _add_people(
    app: FastAPI, engine: Drafter, settings: Settings, porch: Porch | None, *, setup: Setup, clock: Clock
) -> None:
    """Add the door, and with a store the pages on which people log in, and look after the shop and its channels."""
    register = Register(porch.store if porch else None, settings, clock=clock)
    tell, count = None, None
    if porch is not None:
        house = House(porch.store, register, setup, settings, Throttle(porch.store), clock)
        _add_pages(app, make_people_pages(house))
        hall = Hall(porch.store, porch, Paper(house), clock, engine)
        _add_pages(app, make_channel_pages(hall))
        app.include_router(make_embed(hall, register))
        tell, count = make_tell(), make_count(porch.store, porch)
    problems.add_handlers(app, miss=make_miss())
    app.add_middleware(Gate, keys=Keys.of(settings), register=register, setup=setup, tell=tell, count=count)


def _add_pages(app: FastAPI, routers: Iterable[APIRouter]) -> None:
    # One by one: FastAPI builds the routes of a router inside a router twice, and a start has a hundred of them.
    for router in routers:
        app.include_router(router, include_in_schema=False)


def _add_description(app: FastAPI) -> None:
    # Written once, when it is first asked for: by then every route is there.
    document = cache(lambda: openapi.describe(app))

    @app.get("/openapi.json", include_in_schema=False)
    def describe() -> JSONResponse:
        return JSONResponse(document())
