"""What an adapter makes of a request: a buyer's message, or a reason for which there is nothing to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from app.model import Platform

Reason: TypeAlias = Literal[
    "other_event",  # an event that is about something else
    "own_message",  # what the shop itself, an agent or this service wrote
    "private",  # a note among colleagues
    "bot",  # a program wrote it
    "no_text",  # neither words nor attachments
    "test",  # the vendor tries the address out
    "changed",  # an older message was edited or deleted
]
"""Why an event that is theirs leads to no draft."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A buyer's message. `vendor_id` is the channel's own number of it, by which it is known when it comes again.

    `thread` names the conversation for the vendor, `target` what a delivery needs to find it again. `platform` None is
    the channel's own. `attachments` are names, or kinds where they have none; `text` may be empty beside them.
    """

    vendor_id: str
    thread: str
    buyer_id: str
    text: str
    at: datetime | None = None
    buyer_name: str = ""
    attachments: tuple[str, ...] = ()
    platform: Platform | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    target: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ignored:
    """An event that is theirs, but nothing for a draft."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Pull:
    """An event that says that messages are to be fetched from `place`, with the `token` that came with it."""

    place: str
    token: str


def take(incoming: Incoming) -> Incoming | Ignored:
    """Return the message, or why it is none: without words and attachments there is nothing to answer."""
    return incoming if incoming.text.strip() or incoming.attachments else Ignored("no_text")
