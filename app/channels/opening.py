"""Opening the channels of the settings; imported only where there is a channels file: the engine takes a second."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.channels.answering import Answering
from app.channels.delivery import TIMEOUT
from app.channels.load import read_channels
from app.channels.outgoing.dispatching import Dispatching
from app.channels.outgoing.guard import Guard, open_guarded
from app.channels.outgoing.hook_carrier import HookCarrier
from app.channels.outgoing.posting import Posting
from app.channels.outgoing.reply_carrier import ReplyCarrier
from app.channels.rows import Row
from app.channels.switchboard import Switchboard, make_switchboard
from app.channels.work import Work
from app.desk.drafter import Drafter
from app.errors import LibraryBroken
from app.settings import Settings
from app.store.database import Store


def open_work(
    file: Path | None, settings: Settings, *, store: Store, engine: Drafter, clock: Callable[[], datetime]
) -> Work:
    """Return the work on what the channels of `file` bring and what goes out; LibraryBroken names the file's faults."""
    rows: tuple[Row, ...] = ()
    if file is not None:
        found = read_channels(file, environ=os.environ)
        if found.problems:
            raise LibraryBroken(found.problems)
        rows = found.rows
    switchboard = make_switchboard(rows)
    answering = Answering(store, engine, switchboard, clock, settings.public_url)
    return Work(answering, settings, dispatching=make_dispatching(store, switchboard, settings, clock=clock))


def make_dispatching(
    store: Store, switchboard: Switchboard, settings: Settings, *, clock: Callable[[], datetime]
) -> Dispatching:
    """Return what takes out what is to go out."""
    guard = Guard(settings.webhook_networks)
    hook = HookCarrier(store, lambda: open_guarded(guard, timeout=TIMEOUT), clock)
    reply = ReplyCarrier(store, switchboard.channels, switchboard.open_client, clock)
    return Dispatching(Posting(store, {"reply": reply, "hook": hook}, clock))
