"""A request as Chatwoot sends it."""

from __future__ import annotations

import json
from datetime import datetime

from app.channels.chatwoot.row import ChatwootRow
from app.channels.hook import Hook
from app.channels.proof import sign_hex
from app.channels.said import Said


def make_sample(row: ChatwootRow, said: Said, *, now: datetime) -> Hook:
    """Return the signed event of an incoming message."""
    contact = {"id": said.buyer_id, "name": said.buyer_id, "type": "contact"}
    event = {
        "event": "message_created",
        "id": said.vendor_id,
        "content": said.text,
        "content_type": "text",
        "message_type": "incoming",
        "private": False,
        "created_at": now.isoformat(),
        "sender": contact,
        "conversation": {"id": said.thread, "meta": {"sender": contact}},
    }
    return sign(row, json.dumps(event).encode(), now=now)


def sign(row: ChatwootRow, body: bytes, *, now: datetime) -> Hook:
    """Return the request that brings a body."""
    timestamp = str(int(now.timestamp()))
    signature = sign_hex(row.secret, (timestamp.encode(), b".", body))
    return Hook(body, {"x-chatwoot-signature": f"sha256={signature}", "x-chatwoot-timestamp": timestamp})
