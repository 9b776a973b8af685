"""A request as Zendesk sends it."""

from __future__ import annotations

import json
from datetime import datetime

from app.channels.hook import Hook
from app.channels.proof import sign_base64
from app.channels.said import Said
from app.channels.zendesk.hook import COMMENT
from app.channels.zendesk.row import ZendeskRow


def make_sample(row: ZendeskRow, said: Said, *, now: datetime) -> Hook:
    """Return the signed event of a requester's comment."""
    author = {"id": said.buyer_id, "name": said.buyer_id, "is_staff": False}
    event = {
        "type": COMMENT,
        "id": said.vendor_id,
        "time": now.isoformat(),
        "detail": {"id": said.thread, "requester_id": said.buyer_id},
        "event": {"comment": {"id": said.vendor_id, "body": said.text, "is_public": True, "author": author}},
    }
    return sign(row, json.dumps(event).encode(), now=now)


def sign(row: ZendeskRow, body: bytes, *, now: datetime) -> Hook:
    """Return the request that brings a body."""
    timestamp = now.isoformat(timespec="seconds")
    signature = sign_base64(row.secret, (timestamp.encode(), body))
    return Hook(body, {"x-zendesk-webhook-signature": signature, "x-zendesk-webhook-signature-timestamp": timestamp})
