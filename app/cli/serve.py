"""`shouhou serve`: the whole service."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from app.engine import open_engine
from app.settings import read_settings


def serve(
    host: Annotated[str, typer.Option(help="Address to answer on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to answer on; 0 takes any free one.", min=0, max=65535)] = 8000,
) -> None:
    """Run the service: API, hooks and console."""
    from app.web.serve import check_host, run

    settings = read_settings()
    check_host(host, settings=settings)
    engine = open_engine(settings, tell=lambda sentence: print(f"shouhou: {sentence}", file=sys.stderr))
    run(host, port, settings, engine)
