"""The fields of Slack's Events API that are read."""

from __future__ import annotations

from app.channels.payloads import Id, Payload, Words


class Opening(Payload):
    """The outermost part: an event, or a trial of the address."""

    type: str
    challenge: str | None = None


class File(Payload):
    """A file beside the words."""

    name: Words = ""


class Event(Payload):
    """An event. A message has words, and a subtype where it is more than what a person just wrote."""

    type: str
    subtype: str | None = None
    bot_id: str | None = None
    user: Id | None = None
    channel: Id | None = None
    text: Words = ""
    ts: str | None = None
    thread_ts: str | None = None
    files: tuple[File, ...] = ()


class EventCallback(Payload):
    """An event with its own number."""

    event_id: Id
    event: Event
