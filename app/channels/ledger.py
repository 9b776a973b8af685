"""Where the engine of the workflows keeps how far each has come, and the queue that each channel has there.

The engine is DBOS Transact. Its ledger is a file beside the desk's own, or a schema in the same PostgreSQL.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dbos import DBOS, DBOSConfig
from sqlalchemy import Engine, create_engine, event

from app.channels.watch import SELDOM
from app.settings import Settings
from app.store.engines import find_file, find_url

FILE = "work.db"
"""Beside the desk's own file, so that neither waits for the other's writer."""
VERSION = "2"
"""Of the workflow: another one must not be gone on with halfway."""
MINUTE = 60.0
RATES: Mapping[str, int] = MappingProxyType(
    {
        "chatwoot": 600,
        "zendesk": 90,
        "zammad": 600,
        "wecom": 18,
        "dingtalk": 18,
        "feishu": 90,
        "slack": 55,
        "telegram": 18,
    }
)
"""Deliveries that a channel of a kind begins in a minute at most, a little below what its vendor allows.

They are counted in the database, so all processes together keep to them.
"""
AT_ONCE = 4
"""Conversations of a channel that one process works on at a time."""
_CONNECTIONS = 10
_PRAGMAS = ("busy_timeout = 10000", "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON")


def name_queue(channel: str) -> str:
    """Return what the queue of a channel is called."""
    return f"channel-{channel}"


def open_queue(channel: str, *, rate: int | None) -> None:
    """Make the queue of a channel: one at a time for each conversation, whichever process works on it."""
    DBOS.register_queue(
        name_queue(channel),
        partition_concurrency=1,
        worker_concurrency=AT_ONCE,
        limiter={"limit": rate, "period": MINUTE} if rate else None,
        polling_interval_sec=SELDOM,
        on_conflict="always_update",
    )


def configure(settings: Settings, *, executor: str) -> DBOSConfig:
    """Return the engine's configuration for the process that holds the seat `executor`."""
    url = find_url(settings)
    config: DBOSConfig = {
        "name": "shouhou",
        "application_version": VERSION,
        "executor_id": executor,
        "log_level": "WARNING",
        "notification_listener_polling_interval_sec": 5.0,
        "sys_db_pool_size": _CONNECTIONS,
    }
    if find_file(url) is None:
        return {**config, "system_database_url": url.set(drivername="postgresql").render_as_string(hide_password=False)}
    file = settings.data_dir / FILE
    return {**config, "system_database_url": f"sqlite:///{file}", "system_database_engine": _open_file(file)}


def _open_file(file: Path) -> Engine:
    # For its owner alone, as the desk's own file.
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = "IMMEDIATE"
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    return engine
