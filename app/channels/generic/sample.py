"""A request as a Standard Webhooks sender sends it."""

from __future__ import annotations

import json
from datetime import datetime

from app.channels.generic.hook import CREATED
from app.channels.generic.row import GenericRow
from app.channels.hook import Hook
from app.channels.said import Said


def make_sample(row: GenericRow, said: Said, *, now: datetime) -> Hook:
    """Return the signed event of a buyer's message."""
    data = {
        "message_id": said.vendor_id,
        "conversation_id": said.thread,
        "buyer": {"id": said.buyer_id, "name": said.buyer_id},
        "text": said.text,
        "sent_at": now.isoformat(),
    }
    return sign(row, json.dumps({"type": CREATED, "data": data}).encode(), now=now)


def sign(row: GenericRow, body: bytes, *, now: datetime) -> Hook:
    """Return the request that brings a body."""
    message_id, timestamp = f"msg_{int(now.timestamp() * 1000)}", str(int(now.timestamp()))
    signature = row.signers[0].sign(message_id, now, body.decode())
    return Hook(body, {"webhook-id": message_id, "webhook-timestamp": timestamp, "webhook-signature": signature})
