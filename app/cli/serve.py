"""`shouhou serve`: the whole service."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from app.engine import Engine, open_engine
from app.garbage import without_collecting
from app.settings import read_settings

if TYPE_CHECKING:
    from app.channels.work import Work
    from app.settings import Settings
    from app.store.database import Store


def serve(
    host: Annotated[str, typer.Option(help="Address to answer on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to answer on; 0 takes any free one.", min=0, max=65535)] = 8000,
    setup: Annotated[
        bool, typer.Option("--setup", help="Print a link that makes the first administrator, where there is nobody.")
    ] = False,
    demo: Annotated[bool, typer.Option("--demo", help="Fill in a sample shop to look at.")] = False,
) -> None:
    """Run the service: API, hooks and console."""
    with without_collecting():
        from app.store.database import open_store
        from app.web.serve import check_host, run

    settings = read_settings()
    store = open_store(settings, tell=_tell)
    try:
        # Before the engine is opened: that may take a minute.
        check_host(host, settings=settings, store=store, setup=setup)
        engine = open_engine(settings, tell=_tell)
        if demo:
            _fill_demo(store, engine)
        run(host, port, settings, engine, store=store, setup=setup, work=_open_work(settings, store, engine))
    finally:
        store.close()


def _open_work(settings: Settings, store: Store, engine: Engine) -> Work | None:
    """Return the work on what comes in and goes out; None where there is neither a channel nor an endpoint."""
    from app.store.endpoints import has_endpoints

    with store.reading() as session:
        if settings.channels is None and not has_endpoints(session):
            return None
    from app.channels.opening import open_work
    from app.web.app import read_clock

    return open_work(settings.channels, settings, store=store, engine=engine, clock=read_clock)


def _fill_demo(store: Store, engine: Engine) -> None:
    """Fill the sample shop into the oldest shop."""
    from app.desk.actors import Actor
    from app.desk.demo.fill import fill
    from app.store.shops import list_shops

    with store.transaction() as session:
        shop = list_shops(session)[0]
        actor = Actor("system", None, (shop.id,))
        filled = fill(session, engine, shop.slug, now=datetime.now(UTC), actor=actor)
    if filled:
        _tell(f"filled the shop {shop.slug} with {filled} sample conversations")


def _tell(sentence: str) -> None:
    print(f"shouhou: {sentence}", file=sys.stderr)
