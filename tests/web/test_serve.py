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


def start(**environ: str) -> subprocess.Popen[str]:
    tests = Path(__file__).parent.parent
    paths = f"{tests}{os.pathsep}{tests.parent}"
    env = {**os.environ, "PYTHONPATH": paths, "PYTHONUNBUFFERED": "1", **environ}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
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
