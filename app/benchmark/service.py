"""The service as a process of its own: how long until it answers, and how much memory it holds then."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from app.errors import ShouhouError

KILOBYTES = 1024
READY = "Shouhou: http://"
"""How the line begins that the service prints once it answers."""
_JIEBA_ALONE = "import sys, jieba; jieba.setLogLevel(60); jieba.dt.tmp_dir = sys.argv[1]; jieba.initialize()"


@dataclass(frozen=True, slots=True)
class Start:
    """How one start went: seconds from starting the process until it answered, and its memory then, in MB."""

    seconds: float
    memory: float


def start_service(data: Path, *, bytecode: Path) -> Start:
    """Start the service of the built-in library with `data` for its folder, and stop it once it answers.

    Python's compiled files are kept in `bytecode`, as an installation keeps them, whatever the environment says.
    """
    command = [sys.executable, "-m", "app", "serve", "--port", "0"]
    began = perf_counter()
    with subprocess.Popen(  # noqa: S603  the same program again, with no word of anybody else's
        command, env=_environment(data, bytecode), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            return _wait(process, began)
        finally:
            process.kill()


def time_jieba(*, bytecode: Path) -> float:
    """Return how long a process takes, in seconds, that only imports jieba and builds its dictionary."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", _JIEBA_ALONE, folder]
        began = perf_counter()
        subprocess.run(command, env=_environment(Path(folder), bytecode), check=True)  # noqa: S603  no word of others'
        return perf_counter() - began


def _wait(process: subprocess.Popen[str], began: float) -> Start:
    for line in process.stdout or ():
        if line.startswith(READY):
            return Start(perf_counter() - began, read_memory(process.pid))
    raise ShouhouError("the service did not start; `shouhou serve` says why")


def _environment(data: Path, bytecode: Path) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SHOUHOU_", "PYTHONDONTWRITE"))}
    return kept | {"SHOUHOU_DATA_DIR": str(data), "PYTHONPYCACHEPREFIX": str(bytecode), "PYTHONUNBUFFERED": "1"}


def read_memory(process: int) -> float:
    """Return how much memory a process holds, in MB: what Linux calls its resident set; 0 on other systems."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    found = next((line for line in lines if line.startswith("VmRSS:")), "VmRSS: 0")
    return int(found.split()[1]) / KILOBYTES
