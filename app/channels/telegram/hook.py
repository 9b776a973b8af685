"""Telegram's requests: a shared secret in a header, nothing is signed (core.telegram.org/bots/api#setwebhook)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.channels.adapter import Read
from app.channels.hook import Greeting, Hook
from app.channels.incoming import Ignored, Incoming, take
from app.channels.payloads import read_payload, read_seconds
from app.channels.proof import need_header, need_same
from app.channels.telegram.payload import Message, Update
from app.channels.telegram.row import TelegramRow

HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(frozen=True, slots=True)
class TelegramHook:
    """A Telegram bot's webhook."""

    row: TelegramRow

    def verify(self, hook: Hook, *, now: datetime) -> None:  # noqa: ARG002 (Telegram sends no time)
        """Return where the request is theirs; raise NotTheirs with the step that failed."""
        need_same(need_header(hook, HEADER), self.row.secret, step="secret", rule="the secret_token of setWebhook")

    def greet(self, hook: Hook, *, now: datetime) -> Greeting | None:  # noqa: ARG002
        """Return None: Telegram sends no greeting."""
        return None

    def read(self, hook: Hook) -> tuple[Read, ...]:
        """Return what a person wrote to the bot."""
        update = read_payload(hook.body, Update)
        if update.message is None:
            return (Ignored("changed" if update.edited_message is not None else "other_event"),)
        if update.message.chat.id == self.row.agents_chat:
            return (Ignored("own_message"),)
        return (_read_message(update, update.message),)


def _read_message(update: Update, message: Message) -> Read:
    sender = message.sender
    if sender is None or sender.is_bot:
        return Ignored("bot")
    return take(
        Incoming(
            vendor_id=update.update_id,
            thread=f"{message.chat.id}:{sender.id}",
            buyer_id=sender.id,
            buyer_name=f"{sender.first_name} {sender.last_name}".strip(),
            text=message.text or message.caption,
            at=read_seconds(message.date),
            attachments=tuple(_name_attachments(message)),
        )
    )


def _name_attachments(message: Message) -> Iterator[str]:
    if message.document is not None:
        yield message.document.file_name or "document"
    for kind in ("photo", "voice", "video"):
        if getattr(message, kind):
            yield kind
