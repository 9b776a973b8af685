"""A request as DingTalk sends it."""

from __future__ import annotations

import json
from datetime import datetime

from app.channels.dingtalk.row import DingtalkRow
from app.channels.hook import Hook
from app.channels.proof import sign_base64
from app.channels.said import Said


def make_sample(row: DingtalkRow, said: Said, *, now: datetime) -> Hook:
    """Return the signed callback of a text message."""
    message = {
        "msgId": said.vendor_id,
        "msgtype": "text",
        "conversationId": said.thread,
        "conversationType": "1",
        "senderId": said.buyer_id,
        "senderNick": said.buyer_id,
        "createAt": int(now.timestamp() * 1000),
        "text": {"content": said.text},
    }
    return sign(row, json.dumps(message).encode(), now=now)


def sign(row: DingtalkRow, body: bytes, *, now: datetime) -> Hook:
    """Return the request that brings a body."""
    timestamp = str(int(now.timestamp() * 1000))
    return Hook(
        body, {"timestamp": timestamp, "sign": sign_base64(row.secret, (f"{timestamp}\n{row.secret}".encode(),))}
    )
