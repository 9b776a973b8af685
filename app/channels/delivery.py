"""Taking a letter to where agents look: what a channel does for it, and what may go wrong."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Protocol

import httpx

from app.channels.letter import Letter
from app.errors import ShouhouError

TIMEOUT = 15.0
"""Seconds that a vendor is waited for."""
LONGEST_WAIT = 600.0
_LATER = frozenset({408, 409, 423, 425, 429})
_SHOWN = 200


class TryLater(ShouhouError):
    """The vendor cannot take it now. `after` is how many seconds it asked to wait; None where it did not say."""

    title = "The vendor cannot take it now"

    def __init__(self, say: str, *, after: float | None = None) -> None:
        self.after = after
        super().__init__(say)


class Refused(ShouhouError):
    """The vendor will not take it, today or tomorrow: a person has to look."""

    title = "The vendor refused it"


class Deliverer(Protocol):
    """Takes letters to the agents of one channel. It must never write anything that a buyer sees."""

    def deliver(self, client: httpx.Client, letter: Letter) -> None:
        """Deliver a letter; TryLater or Refused where the vendor did not take it."""

    def was_delivered(self, client: httpx.Client, letter: Letter) -> bool:
        """Return whether an earlier try, whose answer never came, was delivered; False where the vendor cannot tell."""


def open_client() -> httpx.Client:
    """Return a client for one delivery. It follows no redirects: a letter goes where the channels file says."""
    return httpx.Client(timeout=TIMEOUT, follow_redirects=False, headers={"User-Agent": "shouhou"})


def call(client: httpx.Client, method: str, address: str, **options: Any) -> Any:
    """Return the JSON that a vendor answers (None where it answers none); TryLater or Refused where it fails."""
    try:
        answer = client.request(method, address, **options)
    except httpx.TransportError as error:
        raise TryLater(f"{httpx.URL(address).host} did not answer: {type(error).__name__}") from error
    status = answer.status_code
    if status in _LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise TryLater(_describe(answer), after=read_wait(answer))
    if not answer.is_success:
        raise Refused(_describe(answer))
    try:
        return answer.json() if answer.content else None
    except ValueError:
        return None


def _describe(answer: httpx.Response) -> str:
    return f"{answer.request.url.host} answered {answer.status_code}: {answer.text[:_SHOWN].strip()}"


def read_wait(answer: httpx.Response) -> float | None:
    """Return how long a vendor asks to wait, in seconds or as a date; None where it does not say."""
    given = answer.headers.get("retry-after", "")
    try:
        seconds = float(given) if given.strip().isdigit() else (parsedate_to_datetime(given) - _now()).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(seconds, 0.0), LONGEST_WAIT)


def _now() -> datetime:
    return datetime.now(UTC)


def write_basic(name: str, password: str) -> str:
    """Return the header of basic authentication."""
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()
