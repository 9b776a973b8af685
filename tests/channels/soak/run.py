"""A fault run from beginning to end."""

from __future__ import annotations

import random
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import uvicorn

from app.settings import Settings
from app.store.database import Store, open_store
from app.store.hook_events import HookEvent, list_events
from tests.channels.rows import KINDS, ask
from tests.channels.vendors import Vendors

from .judge import Report, judge
from .service import Service, find_port

TEXT = "什么时候发货"
STATES = ("stored", "working", "delivered", "kept", "parked")
TWICE, SWAPPED = 0.2, 7
"""The share of events that are sent again, and how many requests lie between two that change places."""
WHILE_SENDING = 2 / 3
"""The share of the kills that fall while events still come in; the others fall into the work that is left."""


@dataclass(frozen=True)
class Plan:
    """What a run is made of."""

    events: int
    kills: int
    processes: int = 1
    failing: float = 0.2
    seed: int = 1
    environ: dict[str, str] = field(default_factory=dict)

    def write_order(self, dice: random.Random) -> list[tuple[str, str]]:
        """Return (kind, number) of each request: every event, some of them twice, some before their time."""
        sent = [(KINDS[number % len(KINDS)], str(9000 + number)) for number in range(self.events)]
        order = [one for one in sent for _ in range(1 + (dice.random() < TWICE))]
        for place in range(0, len(order) - 1, SWAPPED):
            order[place], order[place + 1] = order[place + 1], order[place]
        return order


@dataclass
class Killer:
    """Kills one of the processes at each of its moments, and starts another in its place."""

    services: list[Service]
    dice: random.Random
    left: int
    place: int = 0

    def go_on(self, moments: list[int], sending: threading.Event) -> None:
        """Kill at each of these places of the sending, then for each kill that is left every second or so."""
        for moment in moments:
            while self.place < moment and sending.is_set():
                time.sleep(0.01)
            self._kill(within=0.5)
        sending_ended = self.left
        for _ in range(sending_ended):
            self._kill(within=3.0)

    def _kill(self, *, within: float) -> None:
        time.sleep(self.dice.uniform(0.0, within))
        one = self.dice.choice(self.services)
        one.kill()
        one.start()
        self.left -= 1


def run(plan: Plan) -> Report:
    """Run a plan, and return what became of every event that was acknowledged."""
    began, dice, vendors = time.monotonic(), random.Random(plan.seed), Vendors()
    with tempfile.TemporaryDirectory() as folder, serve_vendors(vendors) as port:
        services = [
            Service("abcdefgh"[n], Path(folder), port, plan.failing, plan.environ) for n in range(plan.processes)
        ]
        store = open_store(_settings(services[0]))
        for one in services:
            one.start()
        order = plan.write_order(dice)
        killer = Killer(services, dice, plan.kills)
        acknowledged = _send_all(order, killer, dice)
        _wait(store, till=time.monotonic() + 120 + plan.events)
        for one in services:
            one.check()
            one.kill()
        ends = {name: end for one in services for name, end in one.ends.items()}
        found = judge(read_events(store), acknowledged, vendors.taken, ends)
        store.close()
    return Report(sent=len(order), kills=plan.kills, seconds=time.monotonic() - began, **found)  # type: ignore[arg-type]


def _send_all(order: list[tuple[str, str]], killer: Killer, dice: random.Random) -> set[tuple[str, str]]:
    """Send each request until it is acknowledged, while the killer goes about; return what was acknowledged."""
    sending = threading.Event()
    sending.set()
    moments = sorted(dice.sample(range(len(order)), round(killer.left * WHILE_SENDING)))
    thread = threading.Thread(target=killer.go_on, args=(moments, sending))
    thread.start()
    with httpx.Client(timeout=30) as client:
        for killer.place, (kind, number) in enumerate(order):
            _send(client, killer.services, kind, number)
    sending.clear()
    thread.join()
    return set(order)


def _send(client: httpx.Client, services: list[Service], kind: str, number: str) -> None:
    # By turns; a process that is away is passed over, as a balancer does.
    for turn in range(10_000):
        hook = ask(kind, TEXT, number=number, thread=str(700 + int(number) // len(KINDS) % 20), now=datetime.now(UTC))
        if services[(int(number) + turn) % len(services)].send(client, kind, hook):
            return
        time.sleep(0.02)
    raise TimeoutError(f"nobody acknowledged {kind} {number}")


@contextmanager
def serve_vendors(vendors: Vendors) -> Iterator[int]:
    """Serve the stand-in of the vendors from a thread of this process, and give its port."""
    port = find_port()
    server = uvicorn.Server(uvicorn.Config(vendors.app, port=port, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield port
    server.should_exit = True
    thread.join()


def _settings(service: Service) -> Settings:
    url = service.environ.get("SHOUHOU_DATABASE_URL")
    return Settings(data_dir=service.folder, database_url=url) if url else Settings(data_dir=service.folder)  # type: ignore[arg-type]


def read_events(store: Store, states: tuple[str, ...] = STATES) -> list[HookEvent]:
    with store.reading() as session:
        return [event for state in states for event in list_events(session, state, limit=100_000)]  # type: ignore[arg-type]


def _wait(store: Store, *, till: float) -> None:
    while time.monotonic() < till and read_events(store, ("stored", "working")):
        time.sleep(0.2)
