"""Measuring a full database. The figures are the machine's and never asserted; that each is there is."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from app.benchmark.inbox import LOOKS, Size, compare_stores, measure_inbox
from app.benchmark.postgres import find_server
from app.cli import main
from app.settings import Settings


def test_every_look_is_timed_in_both_databases(kind: str, databases: Callable[[str], Settings]) -> None:
    rows = compare_stores(databases(kind), databases(kind), size=Size(conversations=120, messages=2, rounds=2))
    assert len(rows) == 2 * len(LOOKS)
    assert all(row.value > 0 for row in rows)
    assert [row.ratio is None for row in rows] == [True, False] * len(LOOKS)


def test_the_command_measures_the_store(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("app.benchmark.inbox.QUICK", Size(conversations=10, messages=1, rounds=1))
    monkeypatch.setattr(sys, "argv", ["shouhou", "bench", "--store", "--quick", "--json"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [sum(row["name"].startswith(f"{kind}: ") for row in rows) for kind in ("SQLite", "PostgreSQL")] == [
        2 * len(LOOKS),
        2 * len(LOOKS),
    ]
    assert {row["to"] for row in rows if row["to"]} < {row["name"] for row in rows}


def test_a_database_that_is_in_use_is_left_as_it_is(databases: Callable[[str], Settings], tmp_path: Path) -> None:
    used = databases("postgresql")
    with find_server(used) as server:
        assert server is not None
        rows = measure_inbox(tmp_path, server, size=Size(conversations=10, messages=1, rounds=1))
        with psycopg.connect(server.url(server.address.database or "")) as connection:
            tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
            left = connection.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'shouhou_%'").fetchone()
    assert (len(rows), tables, left) == (4 * len(LOOKS), (0,), (0,))
