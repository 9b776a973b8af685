"""A desk that is served: people to work at it, a program that brings messages, and what stands in the database."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import uvicorn

from app.settings import Settings
from app.store.database import Store
from app.store.inbox import Filter, list_inbox
from app.store.keys import add_key
from app.store.people import add_user, change_user, set_role
from app.store.records import Conversation, Message, Role
from app.store.secrets import make_key
from app.store.shops import list_shops
from app.web.app import create_app
from app.web.desk.wishes import STATES
from app.web.drafter import Drafter

from .staff import PASSWORD, hash_once


@dataclass
class Floor:
    """A service with a store at `address`."""

    store: Store
    address: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def person(self, name: str, shown_name: str, role: Role) -> int:
        """Add somebody who can log in."""
        with self.store.transaction() as session:
            user = add_user(session, name, at=datetime.now(UTC))
            change_user(session, user.id, shown_name=shown_name, password_hash=hash_once(PASSWORD))
            set_role(session, user.id, shop_id=list_shops(session)[0].id, role=role)
            return user.id

    def program(self) -> None:
        """Add the key of the program that brings messages."""
        new = make_key()
        with self.store.transaction() as session:
            scopes = ("desk:read", "desk:write")
            add_key(session, new, name="bridge", scopes=scopes, shop_id=None, created_by=None, at=datetime.now(UTC))
        self.headers = {"Authorization": f"Bearer {new.key}"}

    def write(self, text: str, *, conversation: str = "c1", name: str = "小云", **more: Any) -> dict[str, Any]:
        """Let a buyer write, through the API."""
        body = {
            "shop": "default",
            "channel": "bridge",
            "conversation_id": conversation,
            "message_id": f"{conversation}-{time.monotonic_ns()}",
            "buyer": {"id": f"id-{conversation}", "name": name},
            "text": text,
            **more,
        }
        answer = httpx.post(f"{self.address}/v1/messages", json=body, headers=self.headers, timeout=60)
        assert answer.is_success, answer.text
        said: dict[str, Any] = answer.json()
        return said

    def find(self, name: str) -> Conversation:
        """Return the conversation with the buyer of that name."""
        with self.store.reading() as session:
            shop = list_shops(session)[0]
            page = list_inbox(session, Filter((shop.id,), STATES["all"]))
        return next(item.conversation for item in page.items if item.buyer.name == name)


@contextmanager
def serve_floor(engine: Drafter, settings: Settings, store: Store) -> Iterator[Floor]:
    """Serve the desk, and yield it."""
    app = create_app(engine, settings, store=store)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=5))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield Floor(store, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}")
    finally:
        # As the service itself does when it is told to stop.
        app.state.bell.end()
        server.should_exit = True
        thread.join()


def last_message(store: Store, conversation: Conversation) -> Message:
    """Return what was said last."""
    from app.store.messages import list_messages

    with store.reading() as session:
        return list_messages(session, conversation.id).items[0]
