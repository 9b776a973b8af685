"""A request as Telegram sends it."""

from __future__ import annotations

import json
from datetime import datetime

from app.channels.hook import Hook
from app.channels.said import Said
from app.channels.telegram.hook import HEADER
from app.channels.telegram.row import TelegramRow


def make_sample(row: TelegramRow, said: Said, *, now: datetime) -> Hook:
    """Return the update of a person's message."""
    update = {
        "update_id": said.vendor_id,
        "message": {
            "message_id": said.vendor_id,
            "from": {"id": said.buyer_id, "is_bot": False, "first_name": said.buyer_id},
            "chat": {"id": said.thread, "type": "private"},
            "date": int(now.timestamp()),
            "text": said.text,
        },
    }
    return sign(row, json.dumps(update).encode(), now=now)


def sign(row: TelegramRow, body: bytes, *, now: datetime) -> Hook:  # noqa: ARG001 (Telegram sends no time)
    """Return the request that brings a body."""
    return Hook(body, {HEADER.lower(): row.secret})
