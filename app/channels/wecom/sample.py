"""A request as WeCom sends it."""

from __future__ import annotations

import base64
import os
from datetime import datetime

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from lxml import etree

from app.channels.hook import Hook
from app.channels.said import Said
from app.channels.wecom.crypt import BLOCK
from app.channels.wecom.crypt import sign as sign_parts
from app.channels.wecom.row import WecomRow

NONCE = "20261122"


def make_sample(row: WecomRow, said: Said, *, now: datetime) -> Hook:
    """Return the sealed and signed callback of a text message."""
    fields = {
        "ToUserName": row.corp_id,
        "FromUserName": said.buyer_id,
        "CreateTime": str(int(now.timestamp())),
        "MsgType": "text",
        "Content": said.text,
        "MsgId": said.vendor_id,
    }
    return sign(row, write_xml(fields), now=now)


def sign(row: WecomRow, message: bytes, *, now: datetime) -> Hook:
    """Return the request that brings a message."""
    sealed, timestamp = encrypt(message, row), str(int(now.timestamp()))
    signature = sign_parts(row.token, timestamp, NONCE, sealed)
    body = write_xml({"ToUserName": row.corp_id, "Encrypt": sealed})
    return Hook(body, query={"msg_signature": signature, "timestamp": timestamp, "nonce": NONCE})


def encrypt(message: bytes, row: WecomRow) -> str:
    """Return the envelope of a message."""
    plain = os.urandom(16) + len(message).to_bytes(4, "big") + message + row.corp_id.encode()
    size = BLOCK - len(plain) % BLOCK
    encryptor = Cipher(AES(row.key), CBC(row.key[:16])).encryptor()
    sealed = encryptor.update(plain + bytes([size]) * size) + encryptor.finalize()
    return base64.b64encode(sealed).decode()


def write_xml(fields: dict[str, str]) -> bytes:
    """Return fields as WeCom writes them."""
    root = etree.Element("xml")
    for name, value in fields.items():
        etree.SubElement(root, name).text = value
    return etree.tostring(root, encoding="utf-8")
