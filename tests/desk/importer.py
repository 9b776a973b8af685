"""Processes that import a file until they are killed, each forked from one that has imported all it needs.

Run as a program it reads settings, path and size of a batch as JSON, then one line for each import to start; it
answers `begun PID`, and `ended STATUS` once that process is gone.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from app.desk.actors import Actor
from app.desk.orders import imports
from app.settings import Settings
from app.store.database import open_store

HEADER = ["订单编号", "买家会员名", "买家实际支付金额", "订单付款时间", "宝贝标题"]
ONE_IN = 100
"""Of so many lines one is bad."""


def write_orders(path: Path, *, rows: int) -> None:
    """Write an export of so many lines."""
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(1, rows + 1):
            price = "一分钱" if number % ONE_IN == 0 else f"{number % 500}.50"
            paid = f"2026-11-{number % 20 + 1:02} 12:30:05"
            writer.writerow([f'="{2398476123450000000 + number}"', f"tb_{number % 997}", price, paid, "亚麻衬衫"])


@contextmanager
def running(settings: Settings, path: Path, *, batch: int) -> Iterator[subprocess.Popen[str]]:
    """Give the process from which importers are forked."""
    command = [sys.executable, "-m", "tests.desk.importer"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path.cwd())
    with process:
        assert process.stdin is not None
        given = {"settings": settings.model_dump(mode="json", exclude_defaults=True), "path": str(path), "batch": batch}
        if settings.database_url is not None:
            given["settings"]["database_url"] = settings.database_url.get_secret_value()
        process.stdin.write(json.dumps(given) + "\n")
        process.stdin.flush()
        yield process
        process.stdin.close()
        process.wait(timeout=60)


def serve(settings: Settings, path: Path) -> None:
    """Start an import for each line that is read, one after the other."""
    # Opened once here, so that the driver is imported before the fork and not in each process.
    open_store(settings).close()
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            store, actor = open_store(settings), Actor("system", None, (1,))
            imports.run_import(store, imports.Request(path, "o.csv", 1), actor=actor, clock=lambda: datetime.now(UTC))
            os._exit(0)
        tell(f"begun {pid}")
        tell(f"ended {os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}")


def tell(line: str) -> None:
    os.write(1, line.encode() + b"\n")


if __name__ == "__main__":
    given = json.loads(sys.stdin.readline())
    imports.BATCH = given["batch"]
    serve(Settings(**given["settings"]), Path(given["path"]))
