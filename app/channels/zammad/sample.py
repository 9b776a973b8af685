"""A request as Zammad sends it."""

from __future__ import annotations

import json
from datetime import datetime

from app.channels.hook import Hook
from app.channels.proof import sign_hex
from app.channels.said import Said
from app.channels.zammad.row import ZammadRow


def make_sample(row: ZammadRow, said: Said, *, now: datetime) -> Hook:
    """Return the signed request of a trigger on a customer's article."""
    event = {
        "ticket": {"id": said.thread, "customer_id": said.buyer_id},
        "article": {
            "id": said.vendor_id,
            "body": said.text,
            "content_type": "text/plain",
            "sender": "Customer",
            "internal": False,
            "created_at": now.isoformat(),
        },
    }
    return sign(row, json.dumps(event).encode(), now=now)


def sign(row: ZammadRow, body: bytes, *, now: datetime) -> Hook:  # noqa: ARG001 (Zammad signs no time)
    """Return the request that brings a body."""
    return Hook(body, {"x-hub-signature": f"sha1={sign_hex(row.secret, (body,), algorithm='sha1')}"})
