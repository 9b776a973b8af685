"""Chatwoot's requests: HMAC-SHA256 over `timestamp.body`, five minutes (lib/webhooks/trigger.rb)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from app.channels.adapter import Read
from app.channels.chatwoot.payload import AnyEvent, Attachment, MessageCreated, Sender
from app.channels.chatwoot.row import ChatwootRow
from app.channels.hook import Greeting, Hook
from app.channels.html import read_html
from app.channels.incoming import Ignored, Incoming, take
from app.channels.payloads import read_moment, read_payload, read_seconds
from app.channels.proof import need_fresh, need_header, need_moment, need_same, sign_hex

RULE = "sha256= and the HMAC-SHA256 of timestamp, a full stop and the body"
EMAIL = "incoming_email"


@dataclass(frozen=True, slots=True)
class ChatwootHook:
    """A Chatwoot account's webhook or agent bot."""

    row: ChatwootRow

    def verify(self, hook: Hook, *, now: datetime) -> None:
        """Return where the request is theirs; raise NotTheirs with the step that failed."""
        given = need_header(hook, "X-Chatwoot-Signature")
        timestamp = need_header(hook, "X-Chatwoot-Timestamp")
        need_fresh(need_moment(timestamp), now=now)
        expected = sign_hex(self.row.secret, (timestamp.encode(), b".", hook.body))
        need_same(given, f"sha256={expected}", rule=RULE)

    def greet(self, hook: Hook, *, now: datetime) -> Greeting | None:  # noqa: ARG002
        """Return None: Chatwoot sends no greeting."""
        return None

    def read(self, hook: Hook) -> tuple[Read, ...]:
        """Return the contact's message; what agents, bots and notes say is ignored."""
        if read_payload(hook.body, AnyEvent).event != "message_created":
            return (Ignored("other_event"),)
        return (_read_message(read_payload(hook.body, MessageCreated)),)


def _read_message(message: MessageCreated) -> Read:
    if message.private:
        return Ignored("private")
    if message.message_type != "incoming":
        return Ignored("own_message")
    contact = message.conversation.meta.sender or message.sender
    if contact is None or contact.id is None or _is_bot(message.sender):
        return Ignored("bot")
    return take(
        Incoming(
            vendor_id=message.id,
            thread=message.conversation.id,
            buyer_id=contact.id,
            buyer_name=contact.name,
            text=read_html(message.content) if message.content_type == EMAIL else message.content,
            at=_read_time(message.created_at),
            attachments=tuple(map(_name, message.attachments or ())),
            target={"conversation": message.conversation.id},
        )
    )


def _is_bot(sender: Sender | None) -> bool:
    return sender is not None and sender.type == "agent_bot"


def _read_time(given: str | int | None) -> datetime | None:
    return read_seconds(given) if isinstance(given, int) else read_moment(given)


def _name(attachment: Attachment) -> str:
    return PurePosixPath(urlsplit(attachment.data_url).path).name or attachment.file_type or "file"
