"""Opening the channels of the settings; imported only where there is a channels file: the engine takes a second."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.channels.answering import Answering
from app.channels.load import read_channels
from app.channels.switchboard import make_switchboard
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
    return Work(Answering(store, engine, switchboard, clock, settings.public_url), settings)
