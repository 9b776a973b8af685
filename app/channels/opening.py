"""Opening the channels of the settings; imported only where there is a channels file: the engine takes a second."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.channels.answering import Answering
from app.channels.load import read_channels
from app.channels.outgoing.dispatching import Dispatching
from app.channels.outgoing.posting import Posting
from app.channels.outgoing.reply_carrier import ReplyCarrier
from app.channels.switchboard import Switchboard, make_switchboard
from app.channels.work import Work
from app.desk.drafter import Drafter
from app.errors import LibraryBroken
from app.settings import Settings
from app.store.database import Store


def open_work(file: Path, settings: Settings, *, store: Store, engine: Drafter, clock: Callable[[], datetime]) -> Work:
    """Return the work on what the channels of `file` bring; LibraryBroken names every fault of the file."""
    found = read_channels(file, environ=os.environ)
    if found.problems:
        raise LibraryBroken(found.problems)
    switchboard = make_switchboard(found.rows)
    answering = Answering(store, engine, switchboard, clock, settings.public_url)
    return Work(answering, settings, dispatching=make_dispatching(store, switchboard, clock=clock))


def make_dispatching(store: Store, switchboard: Switchboard, *, clock: Callable[[], datetime]) -> Dispatching:
    """Return what takes out what is to go out."""
    reply = ReplyCarrier(store, switchboard.channels, switchboard.open_client, clock)
    return Dispatching(Posting(store, {"reply": reply}, clock))
