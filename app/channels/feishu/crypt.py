"""Feishu's envelope: a plain SHA-256 over time, nonce, key and body, and AES-256-CBC (lark_oapi, decryptor.py)."""

from __future__ import annotations

import hashlib

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from app.channels.proof import NotTheirs, need_base64

STEP = "decryption"
_IV = 16


def sign(key: str, *, timestamp: str, nonce: str, body: bytes) -> str:
    """Return the signature of a request."""
    return hashlib.sha256(f"{timestamp}{nonce}{key}".encode() + body).hexdigest()


def decrypt(sealed: str, *, key: str) -> bytes:
    """Return what stands in an envelope; NotTheirs where the key does not open it."""
    data = need_base64(sealed, step=STEP)
    iv, cipher_text = data[:_IV], data[_IV:]
    if not cipher_text or len(cipher_text) % _IV:
        raise NotTheirs(STEP, "the cipher text is cut off")
    decryptor = Cipher(AES(hashlib.sha256(key.encode()).digest()), CBC(iv)).decryptor()
    plain = decryptor.update(cipher_text) + decryptor.finalize()
    size = plain[-1]
    if not 1 <= size <= _IV or plain[-size:] != bytes([size]) * size:
        raise NotTheirs(STEP, "encrypt_key does not open it: it is the key of another application")
    return plain[:-size]
