"""Taking an event to another program: a Standard Webhooks message, signed with every secret that is good now."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus

import httpx
from standardwebhooks import Webhook

from app.channels.delivery import Refused, TryLater, read_wait
from app.channels.outgoing.guard import NotAllowed
from app.store.database import Store
from app.store.dispatches import Dispatch
from app.store.endpoints import Endpoint, get_endpoint, switch_endpoint

GONE = "it answered 410: it wants nothing any more"
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class HookCarrier:
    """Posts events to endpoints. `open_client` gives a client that asks only what the guard allows."""

    store: Store
    open_client: Callable[[], httpx.Client]
    clock: Callable[[], datetime]

    def carry(self, dispatch: Dispatch, *, begun: int) -> None:  # noqa: ARG002 (its id makes an event one)
        """Post the event; whatever is not 2xx, a redirect too, is a failure and tried again, 410 ends it for good."""
        endpoint = self._find(dispatch)
        body = json.dumps(dispatch.body, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {"Content-Type": "application/json", **sign(endpoint, dispatch.name, body, now=self.clock())}
        try:
            with (
                self.open_client() as client,
                client.stream("POST", endpoint.url, content=body, headers=headers) as answer,
            ):
                said = next(answer.iter_bytes(_SHOWN), b"")
        except NotAllowed as error:
            raise Refused(str(error)) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise TryLater(f"it did not answer: {type(error).__name__}") from error
        if answer.status_code == HTTPStatus.GONE:
            self._switch_off(endpoint)
            raise Refused(GONE)
        if not answer.is_success:
            text = said.decode("utf-8", "replace").strip()
            raise TryLater(f"it answered {answer.status_code}: {text}", after=read_wait(answer))

    def give_up(self, dispatch: Dispatch, reason: str) -> None:
        """Nothing follows: what is parked stands in the endpoint's log, and can be sent again."""

    def _find(self, dispatch: Dispatch) -> Endpoint:
        with self.store.reading() as session:
            endpoint = get_endpoint(session, int(dispatch.target))
        if endpoint is None:
            raise Refused("the endpoint was removed")
        if endpoint.disabled_because is not None:
            raise Refused(f"the endpoint is switched off: {endpoint.disabled_because}")
        return endpoint

    def _switch_off(self, endpoint: Endpoint) -> None:
        with self.store.transaction() as session:
            switch_endpoint(session, endpoint.id, disabled_because=GONE)


def sign(endpoint: Endpoint, mark: str, body: bytes, *, now: datetime) -> dict[str, str]:
    """Return the headers that prove who sent it: one signature for each secret that is good now."""
    good, text, at = endpoint.list_secrets(now=now), body.decode(), now.astimezone(UTC)
    signatures = [Webhook(secret).sign(mark, at, text) for secret in good]
    return {
        "webhook-id": mark,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
