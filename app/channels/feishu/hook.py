"""Feishu's requests (lark_oapi/event/dispatcher_handler.py). The greeting comes before any signature, sealed or not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.channels.adapter import Read
from app.channels.feishu.crypt import decrypt, sign
from app.channels.feishu.payload import Content, Envelope, Message, MessageEvent, Opening, Sealed
from app.channels.feishu.row import FeishuRow
from app.channels.hook import Greeting, Hook
from app.channels.incoming import Ignored, Incoming, take
from app.channels.payloads import read_payload, read_seconds
from app.channels.proof import NotReadable, need_fresh, need_header, need_moment, need_same

RULE = "the SHA-256 of timestamp, nonce, encrypt_key and body (no HMAC)"
WINDOW = timedelta(hours=1)
"""Feishu sends an event again after 15 s, 5 min, 1 h and 6 h; what comes later than the window counts as replayed."""
MESSAGE = "im.message.receive_v1"


@dataclass(frozen=True, slots=True)
class FeishuHook:
    """A Feishu application's event subscription."""

    row: FeishuRow

    def verify(self, hook: Hook, *, now: datetime) -> None:
        """Return where the request is theirs; raise NotTheirs with the step that failed."""
        given = need_header(hook, "X-Lark-Signature")
        timestamp, nonce = need_header(hook, "X-Lark-Request-Timestamp"), need_header(hook, "X-Lark-Request-Nonce")
        need_fresh(need_moment(timestamp), now=now, window=WINDOW)
        need_same(given, sign(self.row.encrypt_key, timestamp=timestamp, nonce=nonce, body=hook.body), rule=RULE)
        self._open(hook)

    def greet(self, hook: Hook, *, now: datetime) -> Greeting | None:  # noqa: ARG002 (it is not dated)
        """Return the challenge of a `url_verification`, which bears our token where one is set."""
        try:
            opening = read_payload(self._open(hook), Opening)
        except NotReadable:
            return None
        if opening.type != "url_verification" or opening.challenge is None:
            return None
        self._check_token(opening.token)
        return Greeting(json.dumps({"challenge": opening.challenge}))

    def read(self, hook: Hook) -> tuple[Read, ...]:
        """Return what a person wrote to the application."""
        plain = self._open(hook)
        header = read_payload(plain, Envelope).header
        self._check_token(header.token)
        if header.event_type != MESSAGE:
            return (Ignored("other_event"),)
        return (_read_event(read_payload(plain, MessageEvent)),)

    def _open(self, hook: Hook) -> bytes:
        sealed = read_payload(hook.body, Sealed).encrypt
        return hook.body if sealed is None else decrypt(sealed, key=self.row.encrypt_key)

    def _check_token(self, token: str | None) -> None:
        if self.row.token is not None:
            need_same(token or "", self.row.token, step="token", rule="the Verification Token")


def _read_event(event: MessageEvent) -> Read:
    sender, message = event.event.sender, event.event.message
    if sender.sender_type != "user" or sender.sender_id is None or sender.sender_id.open_id is None:
        return Ignored("bot")
    words, who = _read_words(message), sender.sender_id.open_id
    return take(
        Incoming(
            vendor_id=event.header.event_id,
            thread=f"{message.chat_id}:{who}",
            buyer_id=who,
            text=words,
            at=_read_time(message.create_time),
            attachments=() if message.message_type == "text" else (message.message_type,),
        )
    )


def _read_words(message: Message) -> str:
    """Return the words of a text message without the places where somebody is named."""
    if message.message_type != "text":
        return ""
    text = read_payload(message.content, Content).text
    for mention in message.mentions or ():
        text = text.replace(mention.key, "")
    return text.strip()


def _read_time(milliseconds: str | None) -> datetime | None:
    return read_seconds(int(milliseconds) / 1000) if milliseconds and milliseconds.isdigit() else None
