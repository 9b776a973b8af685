"""The fault run in small: killed in the middle, nothing that was acknowledged is lost, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.benchmark.postgres import start_server
from app.settings import Settings
from app.store.database import migrate_store

from .soak import Report, run

TELLS = {"chatwoot", "zendesk", "zammad"}
"""Vendors that can be asked whether a note is there: nothing is doubled in them, whenever the service is killed."""
pytestmark = pytest.mark.timeout(600)


def check(report: Report) -> None:
    assert (report.missing, report.undelivered) == (0, 0), report
    assert set(report.states) == {"delivered", "kept"}, report
    assert len(report.doubled) <= report.kills, report
    assert not TELLS & set(report.doubled.values()), report


def test_what_was_acknowledged_is_delivered_although_the_service_is_killed() -> None:
    check(run(events=20, kills=2))


def test_so_it_is_on_postgresql(tmp_path: Path) -> None:
    with start_server() as server:
        server.run("CREATE DATABASE soak")
        url = server.url("soak")
        migrate_store(Settings(data_dir=tmp_path, database_url=url))  # type: ignore[arg-type]
        check(run(events=20, kills=1, environ={"SHOUHOU_DATABASE_URL": url}))
