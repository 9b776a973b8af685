"""A request as Feishu sends it."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from datetime import datetime

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from app.channels.feishu.crypt import sign as sign_parts
from app.channels.feishu.hook import MESSAGE
from app.channels.feishu.row import FeishuRow
from app.channels.hook import Hook
from app.channels.said import Said

NONCE = "20261122"
_BLOCK = 16


def make_sample(row: FeishuRow, said: Said, *, now: datetime) -> Hook:
    """Return the sealed and signed event of a text message."""
    event = {
        "schema": "2.0",
        "header": {"event_id": said.vendor_id, "event_type": MESSAGE, "token": row.token or ""},
        "event": {
            "sender": {"sender_id": {"open_id": said.buyer_id}, "sender_type": "user"},
            "message": {
                "message_id": said.vendor_id,
                "chat_id": said.thread,
                "message_type": "text",
                "content": json.dumps({"text": said.text}),
                "create_time": str(int(now.timestamp() * 1000)),
            },
        },
    }
    return sign(row, json.dumps({"encrypt": encrypt(json.dumps(event).encode(), row)}).encode(), now=now)


def sign(row: FeishuRow, body: bytes, *, now: datetime) -> Hook:
    """Return the request that brings a body."""
    timestamp = str(int(now.timestamp()))
    signature = sign_parts(row.encrypt_key, timestamp=timestamp, nonce=NONCE, body=body)
    return Hook(
        body,
        {"x-lark-signature": signature, "x-lark-request-timestamp": timestamp, "x-lark-request-nonce": NONCE},
    )


def encrypt(message: bytes, row: FeishuRow) -> str:
    """Return the envelope of a message."""
    size, iv = _BLOCK - len(message) % _BLOCK, os.urandom(_BLOCK)
    encryptor = Cipher(AES(hashlib.sha256(row.encrypt_key.encode()).digest()), CBC(iv)).encryptor()
    return base64.b64encode(iv + encryptor.update(message + bytes([size]) * size) + encryptor.finalize()).decode()
