from __future__ import annotations

from collections.abc import Callable

import pytest

from app.settings import Settings
from app.web.access import CONSOLE_HEADER, Keys, is_loopback

from .caller import KEY, Caller

OTHER_KEY = "another-key"
DESK = Keys.of(Settings(api_keys=(KEY, OTHER_KEY))).console_pass
HERE = "http://127.0.0.1:8000"

WITHOUT_KEY = [
    ("127.0.0.1", "http://127.0.0.1:8000", {}, 200),
    ("127.0.0.1", "http://localhost", {}, 200),
    ("127.0.0.1", "http://LOCALHOST:9", {}, 200),
    ("::1", "http://[::1]:8000", {}, 200),
    ("::ffff:127.0.0.1", "http://127.0.0.1", {}, 200),
    ("192.168.1.9", "http://127.0.0.1", {}, 403),
    ("10.0.0.1", "http://localhost", {}, 403),
    ("not-an-address", "http://localhost", {}, 403),
    ("127.0.0.1", "http://evil.example", {}, 403),
    ("127.0.0.1", "http://localhost.evil.example", {}, 403),
    ("127.0.0.1", "http://127.0.0.1.nip.io", {}, 403),
    ("127.0.0.1", HERE, {"X-Forwarded-For": "127.0.0.1"}, 403),
    ("127.0.0.1", HERE, {"Forwarded": "for=1.2.3.4"}, 403),
]


@pytest.mark.parametrize(("peer", "url", "headers", "status"), WITHOUT_KEY)
@pytest.mark.parametrize("path", ["/", "/replies", "/v1/intents", "/healthz", "/openapi.json", "/static/main.js"])
def test_without_a_key_only_this_computer_is_answered(
    build: Callable[..., Caller], path: str, peer: str, url: str, headers: dict[str, str], status: int
) -> None:
    assert build(peer=peer, base_url=url, headers=headers)("GET", path).status_code == status


WITH_KEY = [
    ("/v1/intents", "9.9.9.9", {}, 401),
    ("/v1/intents", "127.0.0.1", {}, 401),
    ("/openapi.json", "127.0.0.1", {}, 401),
    ("/nothing", "127.0.0.1", {}, 401),
    ("/v1/intents", "9.9.9.9", {"Authorization": f"Bearer {KEY}"}, 200),
    ("/v1/intents", "9.9.9.9", {"Authorization": f"bearer  {OTHER_KEY}"}, 200),
    ("/v1/intents", "9.9.9.9", {"Authorization": f"Bearer {KEY}x"}, 401),
    ("/v1/intents", "9.9.9.9", {"Authorization": "Bearer "}, 401),
    ("/v1/intents", "9.9.9.9", {"Authorization": f"Basic {KEY}"}, 401),
    ("/v1/intents", "9.9.9.9", {"Authorization": KEY}, 401),
    ("/healthz", "9.9.9.9", {}, 200),
    ("/readyz", "9.9.9.9", {}, 200),
    ("/", "9.9.9.9", {}, 403),
    ("/", "9.9.9.9", {"Authorization": f"Bearer {KEY}"}, 403),
    ("/static/main.js", "9.9.9.9", {}, 200),
    ("/replies", "9.9.9.9", {"Authorization": f"Bearer {KEY}"}, 403),
    ("/replies/other.standard", "9.9.9.9", {}, 403),
    ("/replies", "127.0.0.1", {}, 200),
    ("/replies/other.standard", "127.0.0.1", {}, 404),
    ("/", "127.0.0.1", {}, 200),
    ("/static/main.js", "127.0.0.1", {}, 200),
    ("/v1/intents", "127.0.0.1", {CONSOLE_HEADER: DESK}, 200),
    ("/v1/intents", "9.9.9.9", {CONSOLE_HEADER: DESK}, 401),
    ("/v1/intents", "127.0.0.1", {CONSOLE_HEADER: DESK, "X-Forwarded-For": "9.9.9.9"}, 401),
    ("/v1/intents", "127.0.0.1", {CONSOLE_HEADER: "wrong"}, 401),
    ("/v1/intents", "127.0.0.1", {CONSOLE_HEADER: DESK, "Host": "evil.example"}, 401),
]


@pytest.mark.parametrize(("path", "peer", "headers", "status"), WITH_KEY)
def test_with_keys_the_api_wants_one_and_the_console_stays_here(
    build: Callable[..., Caller], path: str, peer: str, headers: dict[str, str], status: int
) -> None:
    assert build(KEY, OTHER_KEY, peer=peer, headers=headers)("GET", path).status_code == status


def test_the_page_carries_the_pass_its_calls_need(build: Callable[..., Caller]) -> None:
    caller = build(KEY, OTHER_KEY)
    page = caller("GET", "/").text
    assert DESK in page
    assert KEY not in page
    response = caller("POST", "/v1/drafts", json={"message": "降价"}, headers={CONSOLE_HEADER: DESK})
    assert response.status_code == 200


def test_a_page_elsewhere_cannot_make_the_browser_of_this_computer_change_anything(
    build: Callable[..., Caller],
) -> None:
    foreign = {"Origin": "https://evil.example"}
    sent = build()("POST", "/v1/drafts", json={"message": "降价"}, headers=foreign)
    assert (sent.status_code, sent.json()["title"]) == (403, "Sent by another site")
    own = build()("POST", "/v1/drafts", json={"message": "降价"}, headers={"Origin": HERE})
    assert own.status_code == 200


def test_a_word_that_is_no_key_of_ours_does_no_harm_where_none_is_asked_for(build: Callable[..., Caller]) -> None:
    assert build()("GET", "/v1/intents", headers={"Authorization": "Bearer whatever"}).status_code == 200
    assert build()("GET", "/v1/intents", headers={"Authorization": "Bearer shh_revoked"}).status_code == 401


def test_without_keys_nothing_opens_by_a_pass() -> None:
    keys = Keys(())
    assert keys.console_pass == ""
    assert not keys.open_with("")


@pytest.mark.parametrize(
    ("address", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::ffff:8.8.8.8", False),
        ("", False),
    ],
)
def test_loopback_addresses_are_told_apart(address: str, loopback: bool) -> None:
    assert is_loopback(address) is loopback
