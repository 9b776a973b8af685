"""DingTalk's requests: the signature covers time and secret, **not the body** (open.dingtalk.com, robot callbacks).

Whoever catches one pair of headers can send another body for an hour. So the address must be https, a message's id
counts once, and nothing that the body says (such as `sessionWebhook`) is ever called.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.channels.adapter import Read
from app.channels.dingtalk.payload import RobotMessage
from app.channels.dingtalk.row import DingtalkRow
from app.channels.hook import Greeting, Hook
from app.channels.incoming import Ignored, Incoming, take
from app.channels.payloads import read_payload, read_seconds
from app.channels.proof import need_fresh, need_header, need_moment, need_same, sign_base64

RULE = "the HMAC-SHA256 of timestamp, a line feed and the AppSecret, in base64"
WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DingtalkHook:
    """A DingTalk robot's callback."""

    row: DingtalkRow

    def verify(self, hook: Hook, *, now: datetime) -> None:
        """Return where the request is theirs; raise NotTheirs with the step that failed."""
        given, timestamp = need_header(hook, "sign"), need_header(hook, "timestamp")
        need_fresh(need_moment(timestamp, milliseconds=True), now=now, window=WINDOW)
        signed = f"{timestamp}\n{self.row.secret}".encode()
        need_same(given, sign_base64(self.row.secret, (signed,)), rule=RULE)

    def greet(self, hook: Hook, *, now: datetime) -> Greeting | None:  # noqa: ARG002
        """Return None: DingTalk sends no greeting."""
        return None

    def read(self, hook: Hook) -> tuple[Read, ...]:
        """Return what a person said to the robot."""
        return (_read_message(read_payload(hook.body, RobotMessage)),)


def _read_message(message: RobotMessage) -> Read:
    if message.senderId == message.chatbotUserId:
        return Ignored("own_message")
    words, sender = message.text.content.strip(), message.senderStaffId or message.senderId
    return take(
        Incoming(
            vendor_id=message.msgId,
            # In a group several people ask the robot: each has a conversation of their own.
            thread=f"{message.conversationId}:{sender}",
            buyer_id=sender,
            buyer_name=message.senderNick,
            text=words,
            at=read_seconds(message.createAt / 1000) if message.createAt else None,
            attachments=() if message.msgtype == "text" else (message.msgtype,),
        )
    )
