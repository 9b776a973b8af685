"""The service as a process: starts from nothing, answers, keeps buyers' words to itself, ends when told."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parent.parent
SECRET_WORDS = "差价退我 13912340000"


class Service:
    """A running `shouhou serve` with everything it printed."""

    def __init__(self, folder: Path, **settings: str) -> None:
        """Start it on a free port, with its data in `folder`."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("SHOUHOU_")}
        environment = clean | {"SHOUHOU_DATA_DIR": str(folder), "SHOUHOU_LOG_FORMAT": "json", **settings}
        self.log = folder.parent / "service.log"
        with self.log.open("wb") as log:
            command = [sys.executable, "-m", "app", "serve", "--port", "0"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    def wait_for_address(self) -> str:
        """Return the address it printed; fails when it ends before."""
        while self.process.poll() is None:
            found = re.search(r"http://127\.0\.0\.1:\d+", self.log.read_text("utf-8"))
            if found:
                return found[0]
        raise AssertionError(self.log.read_text("utf-8"))

    def stop(self) -> int:
        """Tell it to end and return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """Yield a service with an empty data folder; it never outlives the test."""
    running = Service(tmp_path / "data")
    yield running
    running.process.kill()
    running.process.wait(timeout=30)


def test_a_fresh_service_answers_and_ends_cleanly_when_told(service: Service) -> None:
    address = service.wait_for_address()
    answer = httpx.post(f"{address}/v1/drafts", json={"message": "刚收到就降价了，退差价吗"}, timeout=30).json()
    assert answer["intents"][0]["id"] == "price_difference"
    assert answer["drafts"][0]["text"]
    assert httpx.get(f"{address}/readyz").status_code == 200
    assert "<html" in httpx.get(f"{address}/").text
    assert service.stop() == 0


def test_nothing_that_a_buyer_wrote_reaches_the_log(service: Service) -> None:
    address = service.wait_for_address()
    httpx.post(f"{address}/v1/drafts", json={"message": SECRET_WORDS, "facts": {"buyer_name": "李雷雷"}}, timeout=30)
    httpx.post(f"{address}/v1/drafts?note=李雷雷", content=SECRET_WORDS.encode(), timeout=30)
    service.stop()
    log = service.log.read_text("utf-8")
    assert "/v1/drafts" in log
    for word in ("差价退我", "13912340000", "李雷雷", "%E6%9D%8E"):
        assert word not in log


def test_a_service_with_a_broken_library_does_not_start_and_names_every_fault(tmp_path: Path) -> None:
    shop = tmp_path / "shop" / "templates" / "replies"
    shop.mkdir(parents=True)
    original = (ROOT / "templates/replies/greeting.general.j2").read_text("utf-8")
    (shop / "greeting.general.j2").write_text(original.replace("intent: greeting", "intent: greetings"), "utf-8")
    shutil.copy(ROOT / "templates/replies/_facts.yaml", shop / "_facts.yaml")
    (shop / "_voice.yaml").write_text("voices: {}\n", "utf-8")
    broken = Service(tmp_path / "data", SHOUHOU_LIBRARY=str(tmp_path / "shop"))
    assert broken.process.wait(timeout=60) == 1
    log = broken.log.read_text("utf-8")
    assert "R202" in log
    assert "V401" in log
    assert "Traceback" not in log


def test_a_bad_setting_is_named_and_stops_the_start(tmp_path: Path) -> None:
    wrong = Service(tmp_path / "data", SHOUHOU_TIMEZONE="Mars/Olympus")
    assert wrong.process.wait(timeout=60) == 2
    assert "SHOUHOU_TIMEZONE" in wrong.log.read_text("utf-8")
