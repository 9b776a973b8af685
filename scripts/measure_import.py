"""What importing orders costs: rate beside a bare csv-to-database loop, memory, and ten kills. Prints one JSON object.

Run as `.venv/bin/python scripts/measure_import.py [--rows 100000]`; everything happens in a folder that is thrown away.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from app.desk.actors import Actor
from app.desk.orders.imports import Request, run_import
from app.settings import Settings
from app.store.database import open_store

HEADER = ["订单编号", "买家会员名", "买家实际支付金额", "订单付款时间", "宝贝标题", "物流单号", "物流公司"]
ONE_IN = 100
KILLS = 10
MEGA = 1024


def write_orders(path: Path, rows: int) -> None:
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(1, rows + 1):
            price = "面议" if number % ONE_IN == 0 else f"{number % 500}.50"
            paid = f"2026-11-{number % 20 + 1:02} 12:30:05"
            order = f'="{2398476123450000000 + number}"'
            writer.writerow(
                [order, f"tb_{number % 997}", price, paid, "亚麻衬衫 长袖", f"7731{number:010}", "中通快递"]
            )


def time_bare(path: Path, folder: Path) -> float:
    """Return the seconds of the least that a program could do: read the lines, write them as they are."""
    begun = time.perf_counter()
    with closing(sqlite3.connect(folder / "bare.db")) as database, path.open(encoding="gb18030", newline="") as file:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE orders (number TEXT PRIMARY KEY, a, b, c, d, e, f)")
        reader = csv.reader(file)
        next(reader)
        database.executemany("INSERT OR REPLACE INTO orders VALUES (?, ?, ?, ?, ?, ?, ?)", reader)
        database.commit()
    return time.perf_counter() - begun


def read_memory(name: str) -> int:
    """Return a figure of this process in kB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def import_once(settings: Settings, path: Path) -> dict[str, float]:
    """Import the file and return seconds, and the memory above that of the open, idle store."""
    store, actor = open_store(settings), Actor("system", None, (1,))
    idle, begun = read_memory("VmRSS"), time.perf_counter()
    job = run_import(store, Request(path, path.name, 1), actor=actor, clock=lambda: datetime.now(UTC))
    spent = time.perf_counter() - begun
    store.close()
    return {"seconds": spent, "above_idle_mb": (read_memory("VmHWM") - idle) / MEGA, "good": job.good, "bad": job.bad}


def measure_apart(settings: Settings, path: Path) -> dict[str, float]:
    """Import in a process of its own and return what it measured."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.write(writing, json.dumps(import_once(settings, path)).encode())
        os._exit(0)
    os.wait()
    return dict(json.loads(os.read(reading, 4096)))


def kill_and_count(settings: Settings, path: Path, seconds: float) -> dict[str, int]:
    """Kill an import at random moments, let it end, and return what is there."""
    chance = random.Random(6)  # noqa: S311
    open_store(settings).close()
    for _ in range(KILLS):
        pid = os.fork()
        if pid == 0:
            import_once(settings, path)
            os._exit(0)
        time.sleep(chance.random() * seconds / KILLS * 1.5)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    left = measure_apart(settings, path)
    with closing(sqlite3.connect(settings.data_dir / "shouhou.db")) as database:
        orders = database.execute("SELECT count(*), count(DISTINCT order_no) FROM order_facts").fetchone()
        faults = database.execute("SELECT count(*), count(DISTINCT line) FROM import_faults").fetchone()
        jobs = database.execute("SELECT count(*) FROM import_jobs").fetchone()
    return {
        "orders": orders[0],
        "orders_twice": orders[0] - orders[1],
        "bad_listed": faults[0],
        "bad_twice": faults[0] - faults[1],
        "jobs": jobs[0],
        "good": int(left["good"]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "orders.csv"
        write_orders(path, rows)
        bare = time_bare(path, folder)
        open_store(Settings(data_dir=folder / "whole")).close()
        whole = measure_apart(Settings(data_dir=folder / "whole"), path)
        killed = kill_and_count(Settings(data_dir=folder / "killed"), path, whole["seconds"])
    told = {"rows": rows, "bare_seconds": bare, **whole, "times_bare": whole["seconds"] / bare, "after_kills": killed}
    json.dump(told, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
