"""What a start leaves alone, and what is done behind it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
START = """
import sys
from app.web import app, serve
from app.cli.serve import serve as begin

def run(host, port, settings, engine, *, store, setup, work):
    assert work is None
    app.create_app(engine, settings, store=store)
    print(*sys.modules)

serve.run = run
begin()
"""
NOT_NEEDED = ("dbos", "httpx", "lxml", "PIL", "cryptography", "openpyxl", "sklearn", "sqlalchemy.dialects.postgresql")
ENGINE = ("work", "workflow", "switchboard", "kinds", "delivery", "ebay", "chatwoot")


def test_a_start_without_channels_imports_nothing_of_what_works_on_them(tmp_path: Path) -> None:
    start_on(tmp_path)  # makes the database, for which more is needed
    loaded = start_on(tmp_path)
    assert {"fastapi", "app.channels.taking"} <= loaded
    assert sorted(loaded & {*NOT_NEEDED, *(f"app.channels.{part}" for part in ENGINE)}) == []


def start_on(data: Path) -> set[str]:
    """Return the modules that a start imports, up to where it would answer."""
    done = subprocess.run(
        [sys.executable, "-c", START],
        cwd=ROOT,
        env={**os.environ, "SHOUHOU_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())
