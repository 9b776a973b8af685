from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from app.errors import BadSetting
from app.settings import Settings
from app.web.serve import check_host, run

from .fake_engine import FakeEngine

PROGRAM = """
from web.fake_engine import FakeEngine
from app.settings import read_settings
from app.web.serve import run
run("127.0.0.1", 0, read_settings(), FakeEngine())
"""
WITH_STORE = """
from web.fake_engine import FakeEngine
from app.settings import read_settings
from app.store.database import open_store
from app.web.serve import run
run("127.0.0.1", 0, read_settings(), FakeEngine(), store=open_store(read_settings()), setup=True)
"""


def start(program: str = PROGRAM, **environ: str) -> subprocess.Popen[str]:
    tests = Path(__file__).parent.parent
    paths = f"{tests}{os.pathsep}{tests.parent}"
    env = {**os.environ, "PYTHONPATH": paths, "PYTHONUNBUFFERED": "1", **environ}
    return subprocess.Popen(
        [sys.executable, "-c", program], env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def read_address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    match = re.fullmatch(r"Shouhou: (http://127\.0\.0\.1:[0-9]+/) \(.*\)\n", line)
    assert match, line or process.communicate()[1]
    return match[1]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_service_says_where_it_is_and_ends_cleanly_when_told(how: signal.Signals) -> None:
    process = start(SHOUHOU_LIBRAY="x")
    try:
        assert httpx.get(read_address(process) + "healthz").json() == {"status": "ok"}
        process.send_signal(how)
        rest, logged = process.communicate(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, rest) == (0, "")
    assert "did you mean SHOUHOU_LIBRARY" in logged
    assert "Traceback" not in logged


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.168.1.5", "desk.example"])
def test_others_are_not_let_in_without_a_key(host: str) -> None:
    with pytest.raises(BadSetting, match="SHOUHOU_API_KEYS is not set"):
        run(host, 0, Settings(), FakeEngine())


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_this_computer_needs_no_key(host: str) -> None:
    check_host(host, settings=Settings())


def test_with_a_key_any_address_may_be_served() -> None:
    check_host("0.0.0.0", settings=Settings(api_keys=("k",)))


def test_a_port_in_use_is_said_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(BadSetting, match="choose another"):
            run("127.0.0.1", taken.getsockname()[1], Settings(), FakeEngine())


def test_the_first_start_prints_a_link_that_makes_the_administrator(tmp_path: Path) -> None:
    process = start(WITH_STORE, SHOUHOU_DATA_DIR=str(tmp_path))
    try:
        address = read_address(process)
        assert process.stdout is not None
        match = re.search(rf"{address}enter/[\w-]+", process.stdout.readline())
        assert match
        form = {"name": "boss", "password": "five plain words", "repeat": "five plain words"}
        assert httpx.get(match[0]).status_code == 200
        assert httpx.post(match[0], data=form).status_code == 303
        assert httpx.post(match[0], data=form).status_code == 410
        assert httpx.get(address).headers["location"] == "/login"
    finally:
        process.kill()
    assert match[0].rpartition("/")[2] not in process.communicate(timeout=30)[1]
