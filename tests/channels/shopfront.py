"""A service whose channels can write to buyers, with a stand-in for their APIs, for tests of what goes out."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from sqlalchemy import select
from store.conftest import BOTH

from app.channels.answering import Answering
from app.channels.opening import make_dispatching
from app.channels.outgoing.posting import Posting
from app.channels.switchboard import make_switchboard
from app.channels.work import Work
from app.engine import Engine
from app.settings import Settings
from app.store.database import Store, migrate_store, open_store
from app.store.dispatches import Dispatch, list_replies
from app.store.tables import HOOK_EVENTS
from app.web.app import create_app
from app.web.hooks import Porch

from .rows import OneKey, ask, make_row
from .vendors import call_app

EBAY = {"client_id": "app", "client_secret": "cert", "refresh_token": "v^1.1#seller"}
SOON = {"reply": (0.01,) * 8, "hook": (0.01,) * 9}
PATIENCE = 30.0


@dataclass
class Ebay(httpx.BaseTransport):
    """eBay's Message API as it is documented: what was sent into each conversation, and the moods of its answers."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    moods: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = getattr(self, {"/identity/v1/oauth2/token": "log_in"}.get(request.url.path, "use"))(request)
        assert isinstance(answer, httpx.Response)
        return answer

    def log_in(self, request: httpx.Request) -> httpx.Response:
        form = {name: values[0] for name, values in parse_qs(request.read().decode()).items()}
        right = request.headers["authorization"] == "Basic " + base64.b64encode(b"app:cert").decode()
        if not (right and form["grant_type"] == "refresh_token" and form["refresh_token"] == EBAY["refresh_token"]):
            self.wrong.append(str(form))
        if not form["scope"].endswith("/commerce.message"):
            self.wrong.append(form["scope"])
        return httpx.Response(200, json={"access_token": "t1", "expires_in": 7200})

    def use(self, request: httpx.Request) -> httpx.Response:
        if request.headers["authorization"] != "Bearer t1" or request.url.host != "api.ebay.com":
            self.wrong.append(str(request.url))
        return self.send(request) if request.method == "POST" else self.show(request)

    def send(self, request: httpx.Request) -> httpx.Response:
        import json

        body = json.loads(request.read())
        mood = self.moods.pop(0) if self.moods else ""
        if mood.isdigit():
            fault = {"errors": [{"errorId": 355013, "message": "message text too long"}]}
            return httpx.Response(int(mood), json=fault, request=request, headers={"retry-after": "0"})
        if request.url.path != "/commerce/message/v1/send_message" or len(body["messageText"]) > 2000:
            self.wrong.append(str(body))
        self.sent.append((body["conversationId"], body["messageText"]))
        if mood == "lost":
            raise httpx.ReadError("lost", request=request)
        return httpx.Response(201, json={"messageId": str(len(self.sent))}, request=request)

    def show(self, request: httpx.Request) -> httpx.Response:
        if request.url.params["conversation_type"] != "FROM_MEMBERS":
            self.wrong.append(str(request.url))
        number = request.url.path.rsplit("/", 1)[1]
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        messages = [{"messageBody": text, "createdDate": now} for talk, text in self.sent if talk == number]
        return httpx.Response(200, json={"messages": messages}, request=request)

    def open_client(self) -> httpx.Client:
        return httpx.Client(transport=self)


@dataclass
class Shopfront:
    """A running service that an eBay channel, and one that can only listen (Slack), write to."""

    store: Store
    work: Work
    ebay: Ebay
    app: Any

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        return call_app(self.app, method, f"http://127.0.0.1{path}", **options)

    def hear(self, text: str, number: str, *, kind: str = "ebay") -> int:
        """Let a buyer write, and return the number of the conversation."""
        hook = ask(kind, text, number=number, thread=f"t{number}", now=datetime.now(UTC))
        assert self.ask("POST", f"/hooks/{kind}", content=hook.body, headers=dict(hook.headers)).status_code == 200
        return self.wait_for(lambda: self._find_talk(kind, number))

    def hear_again(self, text: str, thread: str) -> None:
        """Let a buyer write once more in the eBay conversation of that thread, and wait until it is worked on."""
        number = f"{thread}9"
        hook = ask("ebay", text, number=number, thread=f"t{thread}", now=datetime.now(UTC))
        self.ask("POST", "/hooks/ebay", content=hook.body, headers=dict(hook.headers))
        unfinished = select(HOOK_EVENTS.c.id).where(HOOK_EVENTS.c.state.in_(("stored", "working")))
        self.wait_for(lambda: None if self._any(unfinished) else True)

    def _any(self, statement: Any) -> bool:
        with self.store.reading() as session:
            return session.execute(statement).first() is not None

    def send(self, talk: int, **body: Any) -> httpx.Response:
        """Let an agent send a reply to the buyer."""
        return self.ask("POST", f"/v1/conversations/{talk}/send", json={"deliver": True, **body})

    def replies(self, talk: int) -> tuple[Dispatch, ...]:
        with self.store.reading() as session:
            return list_replies(session, talk)

    def ended(self, talk: int) -> Dispatch:
        """Return the last reply of a conversation, once it has ended."""
        return self.wait_for(
            lambda: next((one for one in self.replies(talk)[-1:] if one.state in {"done", "parked"}), None)
        )

    def wait_for(self, look: Any) -> Any:
        till = time.monotonic() + PATIENCE
        while (found := look()) is None:
            assert time.monotonic() < till
            time.sleep(0.02)
        return found

    def _find_talk(self, kind: str, number: str) -> int | None:
        # Every vendor names its conversations in its own way, but the thread's own number is in each.
        named = (HOOK_EVENTS.c.channel == kind, HOOK_EVENTS.c.thread.contains(f"t{number}"))
        with self.store.reading() as session:
            found: int | None = session.scalar(select(HOOK_EVENTS.c.conversation_id).where(*named))
        return found


@contextmanager
def open_shopfront(engine: Engine, settings: Settings) -> Iterator[Shopfront]:
    """Open the service and start its work."""
    store, ebay = open_store(settings), Ebay()
    rows = [make_row("ebay", **EBAY, platform="ebay"), make_row("slack")]
    board = make_switchboard(rows, open_client=ebay.open_client, keys=OneKey())
    dispatching = make_dispatching(store, board, settings, clock=_now)
    dispatching.posting = Posting(store, dispatching.posting.carriers, _now, SOON)
    work = Work(
        Answering(store, engine, board, _now), settings, waits=lambda _: 0.01, rates={}, dispatching=dispatching
    )
    work.start()
    try:
        yield Shopfront(
            store, work, ebay, create_app(engine, settings, store=store, porch=Porch(store, board.channels))
        )
    finally:
        work.stop()
        store.close()


@pytest.fixture(scope="module", params=BOTH)
def running(
    request: pytest.FixtureRequest, engine: Engine, databases: Callable[[str], Settings]
) -> Iterator[Shopfront]:
    """Give a running service on each kind of database."""
    settings = databases(request.param)
    migrate_store(settings)
    with open_shopfront(engine, settings) as front:
        yield front


def _now() -> datetime:
    return datetime.now(UTC)
