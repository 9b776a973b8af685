"""`shouhou orders import`: what the platforms export about orders, into the database."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.errors import BadInput, FieldError
from app.settings import read_settings

if TYPE_CHECKING:
    from app.desk.actors import Actor
    from app.desk.orders.imports import Tell
    from app.store.database import Store
    from app.store.kept import ImportJob

SOME_BAD = 1

orders = typer.Typer(name="orders", help="What is known about orders.", no_args_is_help=True)


@orders.callback()
def about() -> None:
    """What is known about orders."""


@orders.command(name="import")
def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An export of orders: CSV or XLSX.", exists=True)],
    shop: Annotated[str, typer.Option(help="The shop whose orders they are.")] = "default",
    column: Annotated[
        list[str] | None, typer.Option("--column", metavar="NAME=FACT", help="What a column is; may be given often.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether the columns are read rightly.")] = False,
) -> None:
    """Keep every good line of an export and list each bad one with its reason; safe to run again, after a kill too."""
    from app.desk.orders.imports import Request, preview, run_import
    from app.store.database import open_store

    seen = preview(file)
    mapping = {**seen.mapping, **_read_columns(column or ())}
    mapping = {name: fact for name, fact in mapping.items() if fact}
    _confirm(mapping, is_sure=yes)
    store = open_store(read_settings(), tell=lambda sentence: print(f"shouhou: {sentence}", file=sys.stderr))
    try:
        actor, number = _find_shop(store, shop)
        with _show_progress() as tell:
            job = run_import(
                store,
                Request(file, file.name, number, mapping),
                actor=actor,
                clock=lambda: datetime.now(UTC),
                tell=tell,
            )
        _print_faults(store, job)
    finally:
        store.close()
    print(f"{job.good} lines kept, {job.bad} could not be used")
    if job.bad:
        raise typer.Exit(SOME_BAD)


def _read_columns(given: list[str] | tuple[()]) -> dict[str, str]:
    pairs = [one.rpartition("=") for one in given]
    if any(not name for name, _, _ in pairs):
        raise BadInput([FieldError("--column", "must be NAME=FACT, such as 订单编号=order_no; NAME= leaves one out")])
    return {name: fact for name, _, fact in pairs}


def _confirm(mapping: Mapping[str, str], *, is_sure: bool) -> None:
    for name, fact in mapping.items():
        print(f"{name} → {fact}", file=sys.stderr)
    if not is_sure and sys.stdin.isatty() and not typer.confirm("Are the columns read rightly?", err=True):
        raise typer.Exit(2)


def _find_shop(store: Store, slug: str) -> tuple[Actor, int]:
    from app.desk.actors import Actor
    from app.store.shops import find_shop

    with store.reading() as session:
        shop = find_shop(session, slug)
    if shop is None:
        raise BadInput([FieldError("--shop", f"there is no shop called {slug}")])
    return Actor("system", None, (shop.id,)), shop.id


@contextmanager
def _show_progress() -> Iterator[Tell]:
    """Give what shows how far an import is, where standard error is a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("orders", total=1.0)
        yield lambda _job, share: bar.update(task, completed=share)


def _print_faults(store: Store, job: ImportJob) -> None:
    from app.store.imports import list_faults

    cursor = None
    while True:
        with store.reading() as session:
            page = list_faults(session, job.id, limit=1000, cursor=cursor)
        for fault in page.items:
            print(f"{job.name}:{fault.line}: {fault.reason}", file=sys.stderr)
        cursor = page.next
        if cursor is None:
            return
