"""A request as Slack sends it."""

from __future__ import annotations

import json
from datetime import datetime

from app.channels.hook import Hook
from app.channels.proof import sign_hex
from app.channels.said import Said
from app.channels.slack.row import SlackRow


def make_sample(row: SlackRow, said: Said, *, now: datetime) -> Hook:
    """Return the signed event of a person's message."""
    message = {"type": "message", "channel": said.thread, "user": said.buyer_id, "text": said.text}
    event = {
        "type": "event_callback",
        "event_id": said.vendor_id,
        "event": {**message, "ts": f"{now.timestamp():.6f}"},
    }
    return sign(row, json.dumps(event).encode(), now=now)


def sign(row: SlackRow, body: bytes, *, now: datetime) -> Hook:
    """Return the request that brings a body."""
    timestamp = str(int(now.timestamp()))
    signature = sign_hex(row.secret, (b"v0:", timestamp.encode(), b":", body))
    return Hook(body, {"x-slack-signature": f"v0={signature}", "x-slack-request-timestamp": timestamp})
