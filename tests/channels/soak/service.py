"""One process of the service in a fault run: started, asked, killed, started again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from app.channels.hook import Hook


@dataclass
class Service:
    """A place at which one process after the other runs. `ends` is when each of them was killed, by its name."""

    place: str
    folder: Path
    vendor_port: int
    failing: float
    environ: dict[str, str] = field(default_factory=dict)
    faster: int = 100
    port: int = 0
    ends: dict[str, float] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0

    @property
    def name(self) -> str:
        return f"{self.place}{self.starts}"

    def start(self) -> None:
        self.starts += 1
        self.port = self.port or find_port()
        command = [sys.executable, "-m", "tests.channels.soak.worker", self.name, str(self.port)]
        self.process = subprocess.Popen(
            [*command, str(self.vendor_port), str(self.failing), str(self.faster)],
            env={**os.environ, "SHOUHOU_DATA_DIR": str(self.folder), **self.environ},
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.ends[self.name] = time.time()

    def stop(self) -> None:
        """Let it end in good order."""
        assert self.process is not None
        self.process.terminate()
        assert self.process.wait(timeout=60) is not None

    def check(self) -> None:
        assert self.process is not None
        assert self.process.poll() is None, f"{self.name} ended by itself"

    def send(self, client: httpx.Client, kind: str, hook: Hook) -> bool:
        """Return whether an event was acknowledged; False where the process was away."""
        address, headers = f"http://127.0.0.1:{self.port}/hooks/{kind}", dict(hook.headers)
        try:
            answer = client.post(address, content=hook.body, headers=headers, params=dict(hook.query))
        except httpx.TransportError:
            return False
        return answer.status_code == 200


def find_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
