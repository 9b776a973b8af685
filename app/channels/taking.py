"""A request comes to a channel: verified and read. What it brings is kept (`keeping.py`) before it is answered."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from app.channels.hook import Greeting, Hook
from app.channels.incoming import Ignored, Incoming, Pull
from app.channels.proof import NotReadable
from app.store.columns import LONGEST_NAME
from app.store.hook_events import NewHookEvent

if TYPE_CHECKING:
    from app.channels.switchboard import Channel

Became: TypeAlias = Literal["stored", "known", "ignored", "greeted"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a request: `reason` says why it was ignored, `trace` names what was stored in every log line."""

    became: Became
    greeting: Greeting | None = None
    reason: str = ""
    trace: str = ""


def take_hook(channel: Channel, hook: Hook, *, now: datetime) -> tuple[Taken, tuple[NewHookEvent, ...]]:
    """Return what became of a request, and the events to keep where it is `stored`; NotTheirs where it is not theirs.

    What is theirs but cannot be read is ignored with the reason `unreadable`: to refuse it would only bring it again.
    """
    greeting = channel.adapter.greet(hook, now=now)
    if greeting is not None:
        return Taken("greeted", greeting=greeting), ()
    channel.adapter.verify(hook, now=now)
    try:
        said = channel.adapter.read(hook)
    except NotReadable:
        return Taken("ignored", reason="unreadable"), ()
    found = [one for one in said if not isinstance(one, Ignored)]
    if not found:
        reasons = [one.reason for one in said if isinstance(one, Ignored)]
        return Taken("ignored", reason=next(iter(reasons), "other_event")), ()
    trace = uuid.uuid4().hex[:16]
    return Taken("stored", trace=trace), tuple(write_event(channel.row.name, one, trace=trace) for one in found)


def write_event(channel: str, message: Incoming | Pull, *, trace: str) -> NewHookEvent:
    """Return a message of a channel, or its word that there are some, as it is kept."""
    if isinstance(message, Pull):
        # One after the other for each place: two at once would fetch the same.
        vendor_id, thread = _shorten(f"pull:{message.token}"), _shorten(f"pull:{message.place}")
        return NewHookEvent(channel, vendor_id, thread, trace, {"pull": asdict(message)})
    vendor_id, thread = _shorten(message.vendor_id), _shorten(message.thread)
    return NewHookEvent(channel, vendor_id, thread, trace, write_incoming(message))


def _shorten(name: str) -> str:
    """Return an id as an index takes it: one that is too long by its hash."""
    return name if len(name) <= LONGEST_NAME else hashlib.sha256(name.encode()).hexdigest()


def write_incoming(message: Incoming) -> dict[str, Any]:
    """Return a message as the store keeps it."""
    # One level of it, because what is below is JSON already; `asdict` copies it to the bottom.
    kept = {name: getattr(message, name) for name in message.__slots__}
    at = message.at.isoformat() if message.at else None
    return {**kept, "at": at, "facts": dict(message.facts), "target": dict(message.target)}


def read_incoming(kept: dict[str, Any]) -> Incoming:
    """Return a message that the store has kept."""
    at = datetime.fromisoformat(kept["at"]) if kept["at"] else None
    return Incoming(**{**kept, "at": at, "attachments": tuple(kept["attachments"])})
