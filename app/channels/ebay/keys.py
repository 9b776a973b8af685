"""eBay's public keys: fetched by number with the application's own token, and kept for an hour."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol
from urllib.parse import quote

import httpx

from app.channels.ebay.row import EbayRow
from app.channels.payloads import Payload, read_payload
from app.channels.proof import NotReadable
from app.errors import ShouhouError

API = "https://api.ebay.com"
SCOPE = "https://api.ebay.com/oauth/api_scope"
KEPT = timedelta(hours=1)


class NoKey(ShouhouError):
    """eBay's public key could not be had just now; the request is neither theirs nor not theirs."""

    status = 503
    title = "The public key of eBay cannot be had just now"


class KeyRing(Protocol):
    """Where public keys come from."""

    def find(self, kid: str, *, now: datetime) -> str:
        """Return a key as PEM; NoKey where it cannot be had."""


class _Token(Payload):
    access_token: str


class _Key(Payload):
    key: str


@dataclass(slots=True)
class EbayKeys:
    """Fetches keys from eBay with a client of `open_client`, and keeps each for an hour."""

    row: EbayRow
    open_client: Callable[[], httpx.Client]
    _kept: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def find(self, kid: str, *, now: datetime) -> str:
        """Return the key of that number as PEM; NoKey where eBay does not give it."""
        with self._lock:
            key, till = self._kept.get(kid, ("", now))
            if now >= till:
                key = self._fetch(kid)
                self._kept[kid] = (key, now + KEPT)
            return key

    def _fetch(self, kid: str) -> str:
        if self.row.client_id is None or self.row.client_secret is None:
            raise NoKey("client_id and client_secret are not set, so no public key can be fetched from eBay")
        try:
            with self.open_client() as client:
                bearer = {"Authorization": f"Bearer {self._fetch_token(client)}"}
                address = f"{API}/commerce/notification/v1/public_key/{quote(kid, safe='')}"
                answer = client.get(address, headers=bearer).raise_for_status()
            return read_payload(answer.content, _Key).key
        except (httpx.HTTPError, NotReadable) as error:
            raise NoKey(f"eBay did not give its public key: {type(error).__name__}") from error

    def _fetch_token(self, client: httpx.Client) -> str:
        known = base64.b64encode(f"{self.row.client_id}:{self.row.client_secret}".encode()).decode()
        answer = client.post(
            f"{API}/identity/v1/oauth2/token",
            headers={"Authorization": f"Basic {known}"},
            data={"grant_type": "client_credentials", "scope": SCOPE},
        ).raise_for_status()
        return read_payload(answer.content, _Token).access_token
