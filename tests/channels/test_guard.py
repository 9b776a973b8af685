"""Requests to typed addresses: never into our own network, by whatever name, number or trick."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network

import httpx
import pytest

from app.channels.outgoing.guard import Guard, GuardedTransport, NotAllowed, is_public, open_guarded

INSIDE = (
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.0.0.8",
    "172.16.4.4",
    "192.168.1.1",
    "169.254.169.254",
    "169.254.1.1",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:10.0.0.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:8",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
)
PUBLIC = ("93.184.215.14", "8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8")


@dataclass
class Names:
    """A resolver: each time a name is asked for, its next answer, the last one for ever."""

    answers: list[tuple[str, ...]]
    asked: int = 0

    def resolve(self, host: str, port: int) -> tuple[str, ...]:
        self.asked += 1
        return self.answers[min(self.asked, len(self.answers)) - 1]


@dataclass
class Wire(httpx.BaseTransport):
    """What would have gone over the wire."""

    requests: list[tuple[str, str, object]] = field(default_factory=list)
    answer: httpx.Response = field(default_factory=lambda: httpx.Response(200))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append((request.url.host, request.headers["host"], request.extensions["sni_hostname"]))
        return self.answer


def client(wire: Wire, *answers: tuple[str, ...], allowed: str = "") -> httpx.Client:
    networks = (ip_network(allowed),) if allowed else ()
    guard = Guard(networks, Names(list(answers)).resolve)
    return httpx.Client(transport=GuardedTransport(guard, wire), follow_redirects=False, trust_env=False)


@pytest.mark.parametrize("address", INSIDE)
def test_no_name_leads_into_our_own_network(address: str) -> None:
    assert not is_public(ip_address(address))
    wire = Wire()
    with pytest.raises(NotAllowed):
        client(wire, (address,)).post("https://hooks.example/x")
    assert wire.requests == []


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_asked_under_their_name(address: str) -> None:
    wire = Wire()
    assert client(wire, (address,)).post("https://hooks.example/x").status_code == 200
    assert wire.requests == [(str(ip_address(address)), "hooks.example", "hooks.example")]


def test_one_address_inside_is_enough_to_refuse_them_all() -> None:
    with pytest.raises(NotAllowed):
        client(Wire(), ("8.8.8.8", "10.0.0.8")).post("https://hooks.example/x")


def test_a_name_that_answers_otherwise_a_moment_later_changes_nothing() -> None:
    wire, names = Wire(), Names([("8.8.8.8",), ("127.0.0.1",)])
    guarded = httpx.Client(transport=GuardedTransport(Guard((), names.resolve), wire), trust_env=False)
    guarded.post("https://rebinding.example/x")
    # The name was asked for once, and the connection goes to the address that was looked at.
    assert (names.asked, wire.requests[0][0]) == (1, "8.8.8.8")
    with pytest.raises(NotAllowed):
        guarded.post("https://rebinding.example/x")
    assert len(wire.requests) == 1


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost"]
)
def test_numbers_written_in_any_way_are_seen_through_by_the_real_resolver(host: str) -> None:
    with pytest.raises((NotAllowed, httpx.ConnectError, httpx.InvalidURL)):
        open_guarded(Guard(), timeout=1).post(f"https://{host}/x")


def test_a_redirect_is_not_followed() -> None:
    wire = Wire(answer=httpx.Response(302, headers={"location": "http://169.254.169.254/latest/meta-data"}))
    assert client(wire, ("8.8.8.8",)).post("https://hooks.example/x").status_code == 302
    assert len(wire.requests) == 1


@pytest.mark.parametrize("url", ["http://hooks.example/x", "ftp://hooks.example/x", "https://u:p@hooks.example/x"])
def test_a_public_address_is_asked_by_https_and_without_a_password(url: str) -> None:
    with pytest.raises((NotAllowed, httpx.UnsupportedProtocol)):
        client(Wire(), ("8.8.8.8",)).post(url)


def test_a_network_of_one_s_own_can_be_allowed_by_http_too() -> None:
    wire = Wire()
    inside = client(wire, ("10.1.2.3",), allowed="10.1.0.0/16")
    assert inside.post("http://robot.internal/x").status_code == 200
    with pytest.raises(NotAllowed):
        client(wire, ("10.2.2.3",), allowed="10.1.0.0/16").post("http://robot.internal/x")
    # What is wrapped counts as what it stands for.
    assert client(wire, ("::ffff:10.1.2.3",), allowed="10.1.0.0/16").post("https://robot.internal/x").is_success


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with pytest.raises(NotAllowed):
        open_guarded(Guard((), Names([("127.0.0.1",)]).resolve), timeout=1).post("https://hooks.example/x")


@pytest.fixture
def port() -> Iterator[int]:
    """The port of a real server on this computer."""

    class Hello(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(204)
            self.send_header("X-Host", self.headers["Host"])
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Hello)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_real_connection_goes_to_the_chosen_address_under_the_name(port: int) -> None:
    guard = Guard((ip_network("127.0.0.0/8"),), Names([("127.0.0.1",)]).resolve)
    with open_guarded(guard, timeout=5) as real:
        answer = real.post(f"http://robot.internal:{port}/x")
    assert (answer.status_code, answer.headers["x-host"]) == (204, f"robot.internal:{port}")
