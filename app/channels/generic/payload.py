"""A message of the kind `generic`, as docs/channels/generic.md describes it."""

from __future__ import annotations

from typing import Any

from app.channels.payloads import Id, Payload, Words
from app.model import Platform


class Buyer(Payload):
    """Who wrote."""

    id: Id
    name: Words = ""


class Data(Payload):
    """The message."""

    message_id: Id
    conversation_id: Id
    text: Words = ""
    buyer: Buyer
    platform: Platform | None = None
    sent_at: str | None = None
    facts: dict[str, Any] | None = None
    attachments: tuple[str, ...] = ()


class AnyEvent(Payload):
    """Enough to see what an event is about."""

    type: str


class Created(Payload):
    """The event `message.created`."""

    data: Data
