"""Passwords and tokens: made here, and kept only as hashes."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

KEY_SIGN = "shh_"
"""What every API key begins with, so that a leaked one is recognised."""

SHOWN_LETTERS = 8
"""Letters of a key, after its sign, that are kept to tell keys apart."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key as it is handed out, once; `prefix` and `key_hash` are what is kept of it."""

    key: str
    prefix: str
    key_hash: str


def hash_password(password: str) -> str:
    """Return what is kept of a password: argon2id with its own salt. Takes tens of milliseconds by design."""
    return PasswordHasher().hash(_as_bytes(password))


def check_password(password: str, password_hash: str | None) -> bool:
    """Return whether `password` is the one that was hashed.

    Without a hash (nobody of that name, or no password yet) it is false after the same time, so that the time tells
    nobody which names there are.
    """
    if password_hash is None:
        hash_password(password)
        return False
    try:
        return PasswordHasher().verify(password_hash, _as_bytes(password))
    except (VerificationError, InvalidHashError):
        return False


def make_token() -> str:
    """Return a new secret of 256 bits that fits into an address or a cookie."""
    return secrets.token_urlsafe(32)


def make_key() -> NewKey:
    """Return a new API key."""
    key = KEY_SIGN + make_token()
    return NewKey(key, key[: len(KEY_SIGN) + SHOWN_LETTERS], hash_token(key))


def hash_token(token: str) -> str:
    """Return what is kept of a token or key. It has 256 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(_as_bytes(token)).hexdigest()


def _as_bytes(text: str) -> bytes:
    # Half a character can be typed into JSON; it is wrong as a password, not a reason to fall over.
    return text.encode("utf-8", "surrogatepass")
