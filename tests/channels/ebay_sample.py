"""A request as eBay sends it. Only a test has the key to sign it: the real one never leaves eBay."""

from __future__ import annotations

import base64
import json
from datetime import datetime

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey

from app.channels.ebay.hook import FROM_MEMBERS, NEW_MESSAGE
from app.channels.hook import Hook
from app.channels.said import Said


def make_sample(key: EllipticCurvePrivateKey, said: Said, *, now: datetime) -> Hook:
    """Return the signed notification of a buyer's message."""
    data = {
        "messageId": said.vendor_id,
        "conversationId": said.thread,
        "conversationType": FROM_MEMBERS,
        "messageBody": said.text,
        "senderUserName": said.buyer_id,
        "recipientUserName": "our-shop",
        "createdDate": now.isoformat(),
    }
    notification = {"notificationId": said.vendor_id, "data": data}
    return sign(key, json.dumps({"metadata": {"topic": NEW_MESSAGE}, "notification": notification}).encode())


def sign(key: EllipticCurvePrivateKey, body: bytes) -> Hook:
    """Return the request that brings a body."""
    signature = base64.b64encode(key.sign(body, ECDSA(hashes.SHA1()))).decode()
    header = {"alg": "ecdsa", "kid": "sample", "signature": signature, "digest": "SHA1"}
    return Hook(body, {"x-ebay-signature": base64.b64encode(json.dumps(header).encode()).decode()})
