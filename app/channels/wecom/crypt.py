"""WeCom's envelope: a SHA-1 over sorted parts, and AES-256-CBC with the receiver's name inside.

The plain text is 16 random bytes, the length of the message as four bytes, the message, and the receiver's id, padded
to blocks of 32 (PKCS#7), twice as long as AES has them.
"""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from app.channels.proof import NotTheirs, need_base64

BLOCK = 32
_RANDOM, _LENGTH, _BLOCK_OF_AES = 16, 4, 16
STEP = "decryption"


def sign(token: str, *parts: str) -> str:
    """Return the signature of timestamp, nonce and cipher text."""
    return hashlib.sha1("".join(sorted((token, *parts))).encode()).hexdigest()  # noqa: S324 (WeCom's rule)


def decrypt(cipher_text: str, *, key: bytes, receiver: str) -> str:
    """Return the message of an envelope; NotTheirs where the key does not open it or it is for another receiver."""
    sealed = need_base64(cipher_text, step=STEP)
    if not sealed or len(sealed) % _BLOCK_OF_AES:
        raise NotTheirs(STEP, "the cipher text is cut off")
    decryptor = Cipher(AES(key), CBC(key[:16])).decryptor()
    return _open(_unpad(decryptor.update(sealed) + decryptor.finalize()), receiver=receiver)


def _unpad(plain: bytes) -> bytes:
    size = plain[-1]
    if not 1 <= size <= BLOCK or plain[-size:] != bytes([size]) * size:
        raise NotTheirs(STEP, "aes_key does not open it: it is the key of another application")
    return plain[:-size]


def _open(plain: bytes, *, receiver: str) -> str:
    length = int.from_bytes(plain[_RANDOM : _RANDOM + _LENGTH], "big")
    start = _RANDOM + _LENGTH
    message, named = plain[start : start + length], plain[start + length :]
    if len(message) != length:
        raise NotTheirs(STEP, "aes_key does not open it: it is the key of another application")
    if not hmac.compare_digest(named, receiver.encode()):
        raise NotTheirs("receiver", "it is for another receiver than corp_id (which an internal robot leaves out)")
    try:
        return message.decode()
    except UnicodeDecodeError:
        raise NotTheirs(STEP, "what was opened is no text") from None
