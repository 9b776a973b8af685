"""Other programs are told what happens: signed, once under one id, again where they did not take it, and in a log."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import httpx
import pytest
from sqlalchemy import update
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError
from store.conftest import BOTH, databases, server

from app.channels.outgoing.guard import Guard, GuardedTransport
from app.channels.outgoing.posting import HOOK_WAITS, Posting
from app.desk.sweep import sweep
from app.engine import Engine
from app.settings import Settings
from app.store.database import migrate_store
from app.store.dispatches import Dispatch, list_deliveries
from app.store.endpoints import list_endpoints, remove_endpoint
from app.store.tables import CONVERSATIONS, DISPATCHES

from .shopfront import Shopfront, open_shopfront

__all__ = ["databases", "server"]

NUMBERS = count(13_000)
URL = "https://crm.example/hooks/shouhou"
EVERY = ["draft.created", "draft.sent", "conversation.escalated", "deadline.near"]
WHERE = "Hi, where is my parcel?"


@dataclass
class Receiver(httpx.BaseTransport):
    """A program that is told: it checks each signature as the library does, and has moods."""

    secrets: list[str] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    moods: list[int] = field(default_factory=list)
    address: str = "93.184.215.14"

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body, headers = request.read(), dict(request.headers)
        self.ids.append(headers["webhook-id"])
        self.signatures.append(headers["webhook-signature"])
        for secret in self.secrets:
            Webhook(secret).verify(body, headers)
        if self.moods and (mood := self.moods.pop(0)):
            return httpx.Response(mood, request=request, text="no room")
        self.taken.append(json.loads(body))
        return httpx.Response(204, request=request)

    def open_client(self) -> httpx.Client:
        guard = Guard((), lambda host, port: (self.address,))
        return httpx.Client(transport=GuardedTransport(guard, self), follow_redirects=False)


@dataclass
class Telling:
    """A running service that tells a receiver."""

    front: Shopfront
    receiver: Receiver

    def add(self, *events: str) -> tuple[int, str]:
        """Add an endpoint, and return its number and secret."""
        answer = self.front.ask("POST", "/v1/endpoints", json={"url": URL, "events": list(events or EVERY)})
        assert answer.status_code == 201, answer.text
        return answer.json()["endpoint"]["id"], answer.json()["secret"]

    def do(self, number: int, do: str, **more: Any) -> httpx.Response:
        return self.front.ask("POST", f"/v1/endpoints/{number}", json={"do": do, **more})

    def sent(self, number: int) -> tuple[Dispatch, ...]:
        with self.front.store.reading() as session:
            return list_deliveries(session, number).items

    def ended(self, number: int, kind: str = "draft.created") -> Dispatch:
        """Return the last event of a kind in an endpoint's log, once it has ended."""

        def look() -> Dispatch | None:
            last = next((one for one in self.sent(number) if one.body["type"] == kind), None)
            return last if last and last.state in {"done", "parked"} else None

        found: Dispatch = self.front.wait_for(look)
        return found

    def hear(self) -> int:
        return self.front.hear(WHERE, str(next(NUMBERS)))

    def of_kind(self, kind: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = next(one for one in self.receiver.taken if one["type"] == kind)
        return found


@pytest.fixture(scope="module", params=BOTH)
def running(request: pytest.FixtureRequest, engine: Engine, databases: Callable[[str], Settings]) -> Iterator[Telling]:
    settings, receiver = databases(request.param), Receiver()
    migrate_store(settings)
    with open_shopfront(engine, settings) as front:
        assert front.work.dispatching is not None
        posting: Posting = front.work.dispatching.posting
        hook = replace(posting.carriers["hook"], open_client=receiver.open_client)  # type: ignore[type-var]
        front.work.dispatching.posting = replace(posting, carriers={**posting.carriers, "hook": hook})
        yield Telling(front, receiver)


@pytest.fixture
def telling(running: Telling) -> Iterator[Telling]:
    running.receiver.__dict__.update(Receiver().__dict__)
    yield running
    with running.front.store.transaction() as session:
        for endpoint in list_endpoints(session, None):
            remove_endpoint(session, endpoint.id)


def test_each_event_is_told_signed_with_what_it_is_about(telling: Telling) -> None:
    number, secret = telling.add()
    telling.receiver.secrets = [secret]
    talk = telling.hear()
    telling.ended(number)
    drafts = telling.of_kind("draft.created")["data"]["drafts"]
    telling.front.ask("POST", f"/v1/conversations/{talk}/send", json={"draft_id": drafts[0]["id"]})
    telling.front.ask("POST", f"/v1/conversations/{talk}/hand-over", json={"because": "beyond my limit"})
    telling.ended(number, "draft.sent")
    telling.ended(number, "conversation.escalated")
    sent = telling.of_kind("draft.sent")["data"]
    assert (sent["conversation"], sent["text"], sent["draft"]["id"]) == (talk, drafts[0]["text"], drafts[0]["id"])
    assert telling.of_kind("conversation.escalated")["data"]["because"] == "beyond my limit"
    assert all(datetime.fromisoformat(one["timestamp"]).tzinfo for one in telling.receiver.taken)


def test_a_deadline_is_told_once_when_it_is_near(telling: Telling) -> None:
    number, _ = telling.add("deadline.near")
    talk, now = telling.hear(), datetime.now(UTC)
    with telling.front.store.transaction() as session:
        due = {"due_at": now + timedelta(minutes=29), "clock_due_at": None}
        session.execute(update(CONVERSATIONS).where(CONVERSATIONS.c.id == talk).values(due))
    for _ in range(3):
        with telling.front.store.transaction() as session:
            sweep(session, now=now)
    telling.ended(number, "deadline.near")
    told = [one["data"]["conversation"] for one in telling.receiver.taken]
    assert told.count(talk) == 1


def test_only_what_it_asked_for_is_told(telling: Telling) -> None:
    number, _ = telling.add("conversation.escalated")
    telling.hear()
    assert telling.sent(number) == ()


@pytest.mark.parametrize("status", [500, 404, 429, 302])
def test_what_is_not_taken_comes_again_under_the_same_id(telling: Telling, status: int) -> None:
    number, _ = telling.add("draft.created")
    telling.receiver.moods += [status, status]
    telling.hear()
    done = telling.ended(number)
    assert (done.state, done.attempts, len(set(telling.receiver.ids)), len(telling.receiver.ids)) == ("done", 3, 1, 3)


def test_what_is_never_taken_is_parked_with_the_reason_and_sent_again_on_demand(telling: Telling) -> None:
    number, _ = telling.add("draft.created")
    telling.receiver.moods += [503] * (len(HOOK_WAITS) + 1)
    telling.hear()
    parked = telling.ended(number)
    assert (parked.state, parked.reason) == ("parked", "10 tries: it answered 503: no room")
    shown = telling.front.ask("GET", f"/v1/endpoints/{number}/events").json()["items"]
    assert (shown[0]["state"], shown[0]["attempts"]) == ("parked", 10)
    assert telling.do(number, "again", event=parked.id).status_code == 200
    telling.front.wait_for(lambda: telling.receiver.taken or None)
    assert set(telling.receiver.ids) == {parked.name}


def test_410_switches_the_endpoint_off(telling: Telling) -> None:
    number, _ = telling.add("draft.created")
    telling.receiver.moods.append(410)
    telling.hear()
    assert telling.ended(number).state == "parked"
    (shown,) = telling.front.ask("GET", "/v1/endpoints").json()["items"]
    assert "410" in shown["disabled_because"]
    telling.hear()
    assert len(telling.sent(number)) == 1
    telling.do(number, "switch_on")
    telling.hear()
    telling.front.wait_for(lambda: telling.receiver.taken or None)


def test_while_a_secret_is_rotated_both_sign_and_then_only_the_new_one(telling: Telling) -> None:
    number, old = telling.add("draft.created")
    new = telling.do(number, "rotate").json()["secret"]
    assert new != old
    telling.receiver.secrets = [old, new]
    telling.hear()
    telling.ended(number)
    assert len(telling.receiver.signatures[0].split(" ")) == 2
    with telling.front.store.reading() as session:
        (endpoint,) = list_endpoints(session, None)
    assert endpoint.list_secrets(now=datetime.now(UTC) + timedelta(hours=25)) == (new,)


def test_a_secret_is_shown_once(telling: Telling) -> None:
    number, secret = telling.add()
    for path in ("/v1/endpoints", f"/v1/endpoints/{number}/events", "/outgoing", f"/outgoing/{number}", "/audit"):
        assert secret not in telling.front.ask("GET", path).text


def test_a_signature_is_by_the_endpoint_s_own_secret(telling: Telling) -> None:
    number, _ = telling.add("draft.created")
    _, other = telling.add("deadline.near")
    telling.hear()
    telling.ended(number)
    headers = {"webhook-id": telling.receiver.ids[0], "webhook-signature": telling.receiver.signatures[0]}
    headers["webhook-timestamp"] = str(int(datetime.now(UTC).timestamp()))
    with pytest.raises(WebhookVerificationError):
        Webhook(other).verify(json.dumps(telling.receiver.taken[0]), headers)


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1"])
def test_an_address_of_our_own_network_is_never_asked(telling: Telling, address: str) -> None:
    number, _ = telling.add("draft.created")
    telling.receiver.address = address
    telling.hear()
    parked = telling.ended(number)
    assert (parked.state, telling.receiver.ids) == ("parked", [])
    assert "SHOUHOU_WEBHOOK_NETWORKS" in (parked.reason or "")


@pytest.mark.parametrize(
    "url",
    [
        "crm.example",
        "ftp://crm.example",
        "https://",
        "https://u:p@crm.example/",
        "https://crm.example/a b",
        "https://crm.example:x/",
    ],
)
def test_an_address_that_is_none_is_refused(telling: Telling, url: str) -> None:
    answer = telling.front.ask("POST", "/v1/endpoints", json={"url": url, "events": ["draft.sent"]})
    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, "url")


def test_what_was_begun_and_is_lost_is_taken_over(telling: Telling) -> None:
    number, _ = telling.add("draft.created")
    telling.hear()
    done = telling.ended(number)
    past = datetime.now(UTC) - timedelta(minutes=1)
    with telling.front.store.transaction() as session:
        lost = {"state": "working", "due_at": past, "finished_at": None}
        session.execute(update(DISPATCHES).where(DISPATCHES.c.id == done.id).values(lost))
    again = telling.front.wait_for(lambda: next((one for one in telling.sent(number) if one.state == "done"), None))
    assert (again.round, len(telling.receiver.ids)) == (done.round + 1, 2)
