from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from structlog.testing import capture_logs

from .caller import KEY, Caller

JSON = {"Content-Type": "application/json"}


def assert_problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert list(body) == ["type", "title", "status", "detail", "errors"]
    assert body["status"] == status
    assert body["type"].startswith("urn:shouhou:problem:")
    assert body["title"]
    assert body["detail"]
    assert response.headers["x-request-id"]
    return body


ERRORS: list[tuple[str, str, dict[str, Any], int]] = [
    ("GET", "/nothing", {}, 404),
    ("GET", "/static/nothing.js", {}, 404),
    ("GET", "/static/../access.py", {}, 404),
    ("GET", "/v1/drafts", {}, 405),
    ("DELETE", "/v1/intents", {}, 405),
    ("POST", "/v1/drafts", {"content": b"{", "headers": JSON}, 400),
    ("POST", "/v1/drafts", {"content": b"", "headers": JSON}, 400),
    ("POST", "/v1/classify", {"content": b"[" * 60_000, "headers": JSON}, 400),
    ("POST", "/v1/drafts", {"content": b"{}", "headers": {"Content-Type": "text/plain"}}, 415),
    ("POST", "/v1/drafts", {"content": b"{}"}, 415),
    ("POST", "/v1/lint", {"content": b"{}", "headers": {"Content-Type": "application/json; charset=gbk"}}, 415),
    ("POST", "/v1/drafts", {"json": {}}, 422),
    ("POST", "/v1/drafts", {"json": {"message": ""}}, 422),
    ("POST", "/v1/drafts", {"json": {"message": "x" * 2001}}, 413),
    ("POST", "/v1/drafts", {"json": {"message": "长" * 34_000}}, 413),
    ("POST", "/v1/drafts", {"content": b"x" * 100_000, "headers": JSON}, 413),
]


@pytest.mark.parametrize(("method", "path", "options", "status"), ERRORS)
def test_every_refusal_is_a_problem(call: Caller, method: str, path: str, options: dict[str, Any], status: int) -> None:
    assert_problem(call(method, path, **options), status)


def test_a_browser_that_finds_nothing_gets_a_page_and_a_program_a_problem(call: Caller) -> None:
    page = call("GET", "/nothing", headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": "en"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "There is nothing here" in page.text
    for path in ("/v1/nothing", "/static/nothing.js"):
        assert_problem(call("GET", path, headers={"Accept": "text/html"}), 404)
    assert_problem(call("GET", "/nothing", headers={"Accept": "*/*"}), 404)


def test_a_method_not_allowed_names_the_ones_that_are(call: Caller) -> None:
    assert call("GET", "/v1/drafts").headers["allow"] == "POST"


def test_a_bad_body_names_every_wrong_field(call: Caller) -> None:
    body = assert_problem(call.draft(message="x", platfrom="jd", facts={"worn": "y"}), 422)
    assert {error["path"] for error in body["errors"]} == {"platfrom", "facts.worn"}


def test_a_long_body_without_a_length_is_cut_off_while_it_comes(call: Caller) -> None:
    taken = []

    async def stream() -> AsyncIterator[bytes]:
        for part in range(1000):
            taken.append(part)
            yield b" " * 8192

    assert_problem(call("POST", "/v1/drafts", content=stream(), headers=JSON), 413)
    assert len(taken) < 1000


def test_a_crash_tells_nothing_of_the_inside(build: Callable[..., Caller]) -> None:
    with capture_logs() as logs:
        response = build(crash=True).draft(message="机密的话")
    body = assert_problem(response, 500)
    assert response.headers["x-request-id"] in body["detail"]
    assert "Traceback" not in response.text
    assert "机密的话" not in response.text + str(logs)
    assert logs[0]["error"] == "ValueError"
    assert any("fake_engine.py" in place for place in logs[0]["where"])


def test_a_key_refused_is_a_problem_too(build: Callable[..., Caller]) -> None:
    response = build(KEY).draft(message="x")
    assert_problem(response, 401)
    assert response.headers["www-authenticate"].startswith("Bearer")
