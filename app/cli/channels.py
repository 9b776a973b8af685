"""`shouhou channels`: what came in, what is parked and why, and a trial of a channel."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from app.errors import BadInput, FieldError
from app.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.channels.hook import Hook
    from app.channels.rows import Row
    from app.store.database import Store

channels = typer.Typer(name="channels", help="Messengers and helpdesks: what came in, and what is parked.")


@channels.callback()
def about() -> None:
    """Messengers and helpdesks: what came in, and what is parked."""


@channels.command(name="list")
def list_all() -> None:
    """Say how many events of each channel are in each state."""
    from app.store.hook_events import count_states

    with _open() as store, store.reading() as session:
        counted = count_states(session)
    for (channel, state), count in sorted(counted.items()):
        print(f"{channel}\t{state}\t{count}")


@channels.command()
def parked() -> None:
    """List what no try could deliver, the oldest first: number, channel, trace, since when, and why."""
    from app.store.hook_events import list_events

    with _open() as store, store.reading() as session:
        for event in list_events(session, "parked", limit=10_000):
            since = event.finished_at.isoformat(timespec="seconds") if event.finished_at else ""
            print(f"{event.id}\t{event.channel}\t{event.trace}\t{since}\t{event.reason}")


@channels.command()
def replay(
    numbers: Annotated[list[int] | None, typer.Argument(metavar="[NUMBER]…", help="As `parked` lists them.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that is parked.")] = False,
) -> None:
    """Put parked events back to the beginning: a running service begins with them within a second."""
    from app.store.hook_events import list_events, replay_event

    with _open() as store, store.transaction() as session:
        chosen = [event.id for event in list_events(session, "parked", limit=10_000)] if everything else numbers or []
        missed = [number for number in chosen if not replay_event(session, number)]
    if missed:
        raise BadInput([FieldError(str(number), "is not parked") for number in missed])
    print(f"{len(chosen)} put back")


@channels.command(name="test")
def try_out(
    name: Annotated[str, typer.Argument(help="The channel's name in the channels file.")],
    url: Annotated[str, typer.Option(help="Where the service answers.")] = "http://127.0.0.1:8000",
    text: Annotated[str, typer.Option(help="What the buyer says.")] = "我的快递到哪了？ Where is my parcel?",
) -> None:
    """Send a signed sample through the running service and show each step; exit 0 where its draft arrived.

    The sample is a message of a buyer called `shouhou-test`: it stays in the console as a conversation of theirs.
    """
    import httpx

    row, now = _find_row(name), datetime.now(UTC)
    hook, number = _make_sample(row, text, now=now)
    address = f"{url.rstrip('/')}/hooks/{name}"
    try:
        answer = httpx.post(
            address, content=hook.body, headers=dict(hook.headers), params=dict(hook.query), timeout=30, trust_env=False
        )
    except httpx.TransportError as error:
        print(f"hook: {address} does not answer ({type(error).__name__}); is the service running?")
        raise typer.Exit(1) from None
    print(f"hook: {answer.status_code} {answer.headers.get('x-shouhou-event', '')}")
    if not answer.is_success:
        print("hook: the service refused it; does it run with the same channels file and secrets?")
        raise typer.Exit(1)
    with _open() as store:
        raise typer.Exit(_follow(store, name, number))


def _follow(store: Store, channel: str, number: str) -> int:
    """Show how an event comes along until it has ended or a minute is over; return the exit status."""
    import time

    from app.store.hook_events import find_event

    shown = ""
    for _ in range(240):
        with store.reading() as session:
            event = find_event(session, channel, number)
        if event is None:
            print("event: not stored; does the service use the same database?")
            return 1
        said = f"event {event.id}: {event.state}, tries {event.attempts}, trace {event.trace}"
        if said != shown:
            print(f"{said}{f': {event.reason}' if event.reason else ''}")
            shown = said
        if event.state in {"delivered", "kept", "parked"}:
            return 1 if event.state == "parked" else 0
        time.sleep(0.25)
    print("event: still under way after a minute; the log names its trace")
    return 1


def _find_row(name: str) -> Row:
    from app.channels.load import read_channels
    from app.errors import LibraryBroken

    settings = read_settings()
    if settings.channels is None:
        raise BadInput([FieldError("SHOUHOU_CHANNELS", "is not set, so there is no channel")])
    found = read_channels(settings.channels, environ=os.environ)
    if found.problems:
        raise LibraryBroken(found.problems)
    row = next((row for row in found.rows if row.name == name), None)
    if row is None:
        raise BadInput([FieldError(name, f"is none of {', '.join(row.name for row in found.rows)}")])
    return row


def _make_sample(row: Row, text: str, *, now: datetime) -> tuple[Hook, str]:
    from app.channels.said import Said
    from app.channels.samples import MAKERS

    if row.kind not in MAKERS:
        raise BadInput([FieldError(row.name, f"only {row.kind} itself can sign a sample; use its test notification")])
    number = str(int(now.timestamp() * 1000))
    said = Said(vendor_id=number, thread=number, buyer_id="shouhou-test", text=text)
    return MAKERS[row.kind](row, said, now=now), number


@contextmanager
def _open() -> Iterator[Store]:
    from app.store.database import open_store

    store = open_store(read_settings(), tell=lambda sentence: print(f"shouhou: {sentence}", file=sys.stderr))
    try:
        yield store
    finally:
        store.close()
