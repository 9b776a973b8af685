"""The fields of Telegram's updates that are read (core.telegram.org/bots/api#update)."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from app.channels.payloads import Id, Payload, Words


class User(Payload):
    """Who wrote."""

    id: Id
    is_bot: bool = False
    first_name: Words = ""
    last_name: Words = ""


class Chat(Payload):
    """Where."""

    id: Id
    type: str = ""


class File(Payload):
    """A file beside the words."""

    file_name: Words = ""


class Message(Payload):
    """A message; beside a picture or a file the words are its caption."""

    message_id: Id
    sender: User | None = Field(default=None, alias="from")
    chat: Chat
    date: int | None = None
    text: Words = ""
    caption: Words = ""
    document: File | None = None
    photo: tuple[Any, ...] | None = None
    voice: Any = None
    video: Any = None


class Update(Payload):
    """Something that happened; other kinds than these two are not asked for."""

    update_id: Id
    message: Message | None = None
    edited_message: Any = None
