"""The fields of Chatwoot's message events that are read (app/models/message.rb, webhook_data)."""

from __future__ import annotations

from typing import Literal

from app.channels.payloads import Id, Payload, Words


class Sender(Payload):
    """Who wrote it."""

    id: Id | None = None
    name: Words = ""
    type: str | None = None


class Meta(Payload):
    """Of the conversation: its contact."""

    sender: Sender | None = None


class Conversation(Payload):
    """The conversation of a message. Its number is the one that agents see and that the API takes."""

    id: Id
    meta: Meta = Meta()


class Attachment(Payload):
    """A file beside the words."""

    file_type: Words = ""
    data_url: Words = ""


class MessageCreated(Payload):
    """A message. `message_type` is a word here, although it is a number inside of a conversation."""

    event: Literal["message_created"]
    id: Id
    content: Words = ""
    content_type: Words = ""
    message_type: str
    private: bool = False
    created_at: str | int | None = None
    sender: Sender | None = None
    conversation: Conversation
    attachments: tuple[Attachment, ...] | None = None


class AnyEvent(Payload):
    """Enough to see what an event is about."""

    event: str
