"""The fields of Feishu's events (schema 2.0) that are read."""

from __future__ import annotations

from app.channels.payloads import Id, Payload, Words


class Sealed(Payload):
    """The envelope of an event; without an encrypt key there is none."""

    encrypt: str | None = None


class Opening(Payload):
    """Enough to see whether the address is tried out."""

    type: str | None = None
    challenge: str | None = None
    token: str | None = None


class Header(Payload):
    """What an event is about."""

    event_id: Id
    event_type: str
    token: Words = ""


class Envelope(Payload):
    """An event, whatever it is about."""

    header: Header


class Ids(Payload):
    """Who somebody is to this application."""

    open_id: Id | None = None


class Sender(Payload):
    """Who wrote; `user` is a person."""

    sender_id: Ids | None = None
    sender_type: str = ""


class Mention(Payload):
    """A place in the text that names somebody: `@_user_1`."""

    key: str


class Message(Payload):
    """A message. `content` is JSON within the JSON; `create_time` is in milliseconds."""

    message_id: Id
    chat_id: Id
    chat_type: str = ""
    message_type: str
    content: Words = ""
    create_time: Id | None = None
    mentions: tuple[Mention, ...] | None = None


class Received(Payload):
    """The event im.message.receive_v1."""

    sender: Sender
    message: Message


class MessageEvent(Payload):
    """A message with its head."""

    header: Header
    event: Received


class Content(Payload):
    """The content of a text message."""

    text: Words = ""
