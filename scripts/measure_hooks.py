"""What hooks cost: how many events a second are acknowledged, and how late, beside the same server's empty endpoint.

Run as `.venv/bin/python scripts/measure_hooks.py [--events 3000] [--postgres] [--processes 2] [--apart]`. The service
runs on the first core, what asks it on the second (`--apart`: each process on a core of its own). Prints one JSON
object; where other programs share the machine, what it says of seconds of a core (`…a_core_second`) is what to look at.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from app.benchmark.postgres import start_server
from app.channels.hook import Hook
from app.channels.kinds import ROWS
from app.channels.said import Said
from app.channels.samples import MAKERS
from app.settings import Settings
from app.store.database import migrate_store, open_store
from app.store.hook_events import count_states

READY = "Shouhou: http://127.0.0.1:"
GIVEN = {
    "chatwoot": {"secret": "a"},
    "zammad": {"secret": "b"},
    "slack": {"secret": "c"},
    "feishu": {"encrypt_key": "d", "token": "e"},
    "telegram": {"secret": "f"},
}
WORDS = ("什么时候发货", "刚收到就降价了，退差价吗", "颜色和图片差好多，想退货", "Where is my parcel?")
CONNECTIONS, THREADS = 16, 200


@dataclass
class Service:
    """A process of the service, with how much of its core it has used."""

    folder: Path
    environ: dict[str, str]
    core: int = 0
    port: int = 0
    process: subprocess.Popen[str] = field(init=False)

    def start(self) -> None:
        command = ["taskset", "-c", str(self.core), sys.executable, "-m", "app", "serve", "--port", "0"]
        environ = os.environ | self.environ | {"SHOUHOU_DATA_DIR": str(self.folder), "SHOUHOU_LOG_LEVEL": "warning"}
        self.process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)  # noqa: S603
        line = next(line for line in self.process.stdout or () if line.startswith(READY))
        self.port = int(line.removeprefix(READY).split("/")[0])

    def read_cpu(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def write_request(path: str, hook: Hook) -> bytes:
    query = "?" + urlencode(hook.query) if hook.query else ""
    lines = [f"{hook.method} {path}{query} HTTP/1.1", "host: 127.0.0.1", f"content-length: {len(hook.body)}"]
    lines += [f"{name}: {value}" for name, value in hook.headers.items()]
    return "\r\n".join((*lines, "", "")).encode() + hook.body


def make_hooks(count: int) -> list[bytes]:
    now, made = datetime.now(UTC), []
    rows = {kind: ROWS[kind].model_validate({"name": kind, "kind": kind, **given}) for kind, given in GIVEN.items()}
    for number in range(count):
        kind = tuple(rows)[number % len(rows)]
        thread = str(10_000 + number % THREADS)
        said = Said(str(number + 1), thread, thread, f"{WORDS[number % len(WORDS)]} {number}")
        made.append(write_request(f"/hooks/{kind}", MAKERS[kind](rows[kind], said, now=now)))
    return made


async def ask(port: int, requests: Iterator[bytes], spent: list[float]) -> None:
    """Send one request after the other over one connection, until there are none; note how long each took."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in requests:
        began = time.perf_counter()
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if not head.startswith(b"http/1.1 200"):
            raise SystemExit(head.decode())
        await reader.readexactly(int(head.split(b"content-length: ")[1].split(b"\r\n")[0]))
        spent.append(time.perf_counter() - began)
    writer.close()


async def ask_all(ports: list[int], requests: list[bytes]) -> dict[str, float]:
    spent: list[float] = []
    waiting, began = iter(requests), time.perf_counter()
    await asyncio.gather(*(ask(ports[number % len(ports)], waiting, spent) for number in range(CONNECTIONS)))
    seconds = time.perf_counter() - began
    spent.sort()
    return {
        "a_second": len(spent) / seconds,
        "p50_ms": spent[len(spent) // 2] * 1000,
        "p99_ms": spent[len(spent) * 99 // 100] * 1000,
    }


def measure(services: list[Service], events: int) -> dict[str, object]:
    ports, empty = [one.port for one in services], [write_request("/healthz", Hook(method="GET"))] * events
    asyncio.run(ask_all(ports, empty[:200]))
    idle = asyncio.run(ask_all(ports, empty))
    used, began = sum(one.read_cpu() for one in services), time.perf_counter()
    hooks = asyncio.run(ask_all(ports, make_hooks(events)))
    acknowledged = sum(one.read_cpu() for one in services) - used
    worked = wait_for_all(services[0], events)
    seconds, whole = time.perf_counter() - began, sum(one.read_cpu() for one in services) - used
    return {
        "empty": idle,
        "hooks": hooks,
        "p99_times_empty": hooks["p99_ms"] / idle["p99_ms"],
        "acknowledged_a_core_second": events / acknowledged,
        "worked": worked,
        "worked_a_second": events / seconds,
        "worked_a_core_second": events / whole,
    }


def wait_for_all(service: Service, events: int) -> dict[str, int]:
    url = service.environ.get("SHOUHOU_DATABASE_URL")
    store = open_store(Settings(data_dir=service.folder, database_url=url))  # type: ignore[arg-type]
    while True:
        with store.reading() as session:
            states = {state: sum(n for (_, s), n in count_states(session).items() if s == state) for state in STATES}
        if states["kept"] + states["parked"] == events:
            store.close()
            return states
        time.sleep(0.2)


STATES = ("stored", "working", "kept", "parked")


def run(folder: Path, url: str | None, given: argparse.Namespace) -> dict[str, object]:
    file = folder / "channels.yaml"
    file.write_text(json.dumps({"channels": [{"name": kind, "kind": kind, **keys} for kind, keys in GIVEN.items()]}))
    environ = {"SHOUHOU_CHANNELS": str(file)} | ({"SHOUHOU_DATABASE_URL": url} if url else {})
    if url:
        migrate_store(Settings(data_dir=folder, database_url=url))  # type: ignore[arg-type]
    services = [Service(folder, environ, number if given.apart else 0) for number in range(given.processes)]
    with contextlib.ExitStack() as stack:
        for one in services:
            one.start()
            stack.callback(one.process.wait)
            stack.callback(one.process.kill)
        # The work behind the hooks begins a moment after the first answer.
        time.sleep(5.0)
        return measure(services, given.events)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=3000)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--apart", action="store_true")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(stack.enter_context(start_server()).lend("hooks")) if given.postgres else None
        os.sched_setaffinity(0, {os.cpu_count() - 1} if os.cpu_count() else {0})
        json.dump(run(folder, url, given), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
