"""Runs commands as `shouhou` does, in this process."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.engine import Engine


@dataclass(frozen=True)
class Run:
    """How a command ended: its exit status and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the JSON Lines of standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


Shouhou = Callable[..., Run]


@pytest.fixture
def shouhou(
    engine: Engine, data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shouhou:
    """Run `shouhou` with the engine that is already open; `stdin` is text or bytes."""
    for module in ("draft", "classify", "preview"):
        monkeypatch.setattr(f"app.cli.{module}.open_engine", lambda *_, **__: engine)
    monkeypatch.setenv("SHOUHOU_DATA_DIR", str(data_dir))

    def run(*words: str | Path, stdin: str | bytes = "") -> Run:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        monkeypatch.setattr(sys, "argv", ["shouhou", *map(str, words)])
        status = 0
        try:
            main()
        except SystemExit as stopped:
            status = stopped.code if isinstance(stopped.code, int) else 1
        return Run(status, *capsys.readouterr())

    return run
