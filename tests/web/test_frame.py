from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog
from structlog.testing import capture_logs

from app.settings import Settings
from app.web.logs import configure_logs

from .caller import Caller

PATHS = ["/", "/v1/intents", "/nothing", "/static/main.js"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_bears_the_safe_headers(call: Caller, path: str) -> None:
    headers = call("GET", path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_a_refusal_at_the_door_bears_them_too(build: Callable[..., Caller]) -> None:
    response = build(peer="9.9.9.9")("GET", "/")
    assert response.status_code == 403
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]


def test_nothing_is_kept_by_browsers_but_the_files_of_the_page(call: Caller) -> None:
    assert call("GET", "/v1/intents").headers["cache-control"] == "no-store"
    assert call("GET", "/").headers["cache-control"] == "no-store"
    assert call("GET", "/static/main.js").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(("given", "kept"), [("abc-1.2_3", True), ("a b", False), ("x" * 65, False), ("<b>", False)])
def test_a_plain_request_id_is_kept_and_another_replaced(call: Caller, given: str, kept: bool) -> None:
    named = call("GET", "/healthz", headers={"X-Request-Id": given}).headers["x-request-id"]
    assert (named == given) is kept
    assert named


def test_a_request_is_logged_without_its_words(call: Caller) -> None:
    with capture_logs() as logs:
        response = call("POST", "/v1/drafts?secret=1", json={"message": "机密的话"})
    (line,) = logs
    assert (line["method"], line["path"], line["status"]) == ("POST", "/v1/drafts", 200)
    assert line["request_id"] == response.headers["x-request-id"]
    assert line["ms"] > 0
    assert "机密" not in str(line)
    assert "secret" not in str(line)


@pytest.fixture
def restore_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.usefixtures("restore_logging")
def test_logs_for_a_collector_are_one_json_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(Settings(log_format="json", log_level="info"))
    structlog.get_logger("shouhou.web").info("request", path="/差价")
    logging.getLogger("another.library").info("started")
    structlog.get_logger("shouhou.web").debug("hidden")
    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (first["event"], first["path"], first["level"]) == ("request", "/差价", "info")
    assert second["event"] == "started"


@pytest.mark.usefixtures("restore_logging")
def test_logs_for_a_person_are_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(Settings(log_format="console"))
    structlog.get_logger("shouhou.web").info("request", status=200)
    assert "status=200" in capsys.readouterr().err
