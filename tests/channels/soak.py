"""The fault run: many events over every kind, doubled and out of order, the vendor failing, the service killed.

`python -m tests.channels.soak --events 5000 --kills 30` (`scripts/soak`) tells what became of every acknowledged event.
"""

from __future__ import annotations

import argparse
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import uvicorn

from app.settings import Settings
from app.store.database import Store, open_store
from app.store.hook_events import HookEvent, list_events

from .rows import KINDS, ask
from .vendors import ROWS, Vendors

TEXT = "什么时候发货"
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
UNDER_WAY = ("stored", "working")


@dataclass(frozen=True)
class Report:
    """What became of a run. `doubled` are the traces of what the vendors got twice."""

    acknowledged: int
    missing: int
    states: dict[str, int]
    undelivered: int
    doubled: dict[str, str]
    kills: int
    seconds: float

    def __str__(self) -> str:
        kinds = Counter(self.doubled.values())
        return (
            f"{self.acknowledged} events acknowledged, {self.missing} of them lost; {self.states}; "
            f"{self.undelivered} delivered according to the table but not to the vendor; "
            f"{len(self.doubled)} delivered twice {dict(kinds)}; {self.kills} kills, {self.seconds:.0f} s"
        )


@dataclass
class Service:
    """The service as a process that can be killed and started again."""

    folder: Path
    vendor_port: int
    failing: float
    environ: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0

    def start(self) -> None:
        self.starts += 1
        self.port = self.port or find_port()
        command = [sys.executable, "-m", "tests.channels.soak_worker", str(self.port), str(self.vendor_port)]
        environ = {**os.environ, "SHOUHOU_DATA_DIR": str(self.folder), **self.environ}
        self.process = subprocess.Popen(
            [*command, str(self.failing), str(self.starts)],
            env=environ,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def send(self, kind: str, number: str, thread: int) -> bool:
        """Send an event until it is acknowledged; False where the service was away."""
        hook = ask(kind, TEXT, number=number, thread=str(700 + thread), now=datetime.now(UTC))
        try:
            answer = httpx.post(
                f"http://127.0.0.1:{self.port}/hooks/{kind}",
                content=hook.body,
                headers=dict(hook.headers),
                params=dict(hook.query),
                timeout=30,
            )
        except httpx.TransportError:
            assert self.process is not None
            assert self.process.poll() is None, "the service ended by itself"
            return False
        return answer.status_code == 200


def find_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def serve_vendors(vendors: Vendors) -> tuple[uvicorn.Server, int]:
    """Serve the stand-in of the vendors from a thread of this process."""
    port = find_port()
    server = uvicorn.Server(uvicorn.Config(vendors.app, port=port, log_config=None, access_log=False))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    return server, port


def run(
    *, events: int, kills: int, failing: float = 0.2, seed: int = 1, environ: dict[str, str] | None = None
) -> Report:
    """Run `events` events through a service that is killed `kills` times, and return what became of them."""
    began, dice, vendors = time.monotonic(), random.Random(seed), Vendors()
    with tempfile.TemporaryDirectory() as folder:
        server, vendor_port = serve_vendors(vendors)
        service = Service(Path(folder), vendor_port, failing, environ or {})
        store = open_store(_settings(service))
        service.start()
        sent = [(KINDS[number % len(KINDS)], str(9000 + number)) for number in range(events)]
        order = [one for one in sent for _ in range(1 + (dice.random() < 0.2))]
        for place in range(0, len(order) - 1, 7):
            order[place], order[place + 1] = order[place + 1], order[place]
        moments = set(dice.sample(range(len(order)), kills))
        for place, (kind, number) in enumerate(order):
            while not service.send(kind, number, int(number) % 50):
                time.sleep(0.05)
            if place in moments:
                time.sleep(dice.uniform(0.0, 1.0))
                service.kill()
                service.start()
        _wait(store, till=time.monotonic() + 120 + events)
        service.kill()
        server.should_exit = True
        report = _report(store, sent, vendors, kills=kills, seconds=time.monotonic() - began)
        store.close()
    return report


def _settings(service: Service) -> Settings:
    url = service.environ.get("SHOUHOU_DATABASE_URL")
    return Settings(data_dir=service.folder, database_url=url) if url else Settings(data_dir=service.folder)


def _read(store: Store) -> list[HookEvent]:
    with store.reading() as session:
        states = ("stored", "working", "delivered", "kept", "parked")
        return [event for state in states for event in list_events(session, state, limit=100_000)]  # type: ignore[arg-type]


def _wait(store: Store, *, till: float) -> None:
    while time.monotonic() < till and any(event.state in UNDER_WAY for event in _read(store)):
        time.sleep(0.2)


def _report(store: Store, sent: list[tuple[str, str]], vendors: Vendors, *, kills: int, seconds: float) -> Report:
    events = _read(store)
    kept = {(event.channel, event.vendor_id) for event in events}
    counts = {event.trace: vendors.count(event.trace) for event in events if event.channel in ROWS}
    delivered = [event for event in events if event.state == "delivered"]
    return Report(
        acknowledged=len(sent),
        missing=len(set(sent) - kept),
        states=dict(Counter(event.state for event in events)),
        undelivered=sum(not counts[event.trace] for event in delivered),
        doubled={event.trace: event.channel for event in events if counts.get(event.trace, 0) > 1},
        kills=kills,
        seconds=seconds,
    )


def main() -> None:
    """Run as the command line says, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database-url", help="a PostgreSQL that was migrated; left out: SQLite")
    given = parser.parse_args()
    environ = {"SHOUHOU_DATABASE_URL": given.database_url} if given.database_url else {}
    print(run(events=given.events, kills=given.kills, seed=given.seed, environ=environ))


if __name__ == "__main__":
    main()
