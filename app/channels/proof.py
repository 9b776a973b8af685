"""Finding out whether a request is theirs: each step either holds or says why it does not.

Secrets and signatures are compared in constant time, over the bytes as they came.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from app.channels.hook import Hook
from app.errors import ShouhouError

MINUTES = timedelta(minutes=5)
"""How old or how far ahead a request may be, where its vendor says five minutes."""


class NotTheirs(ShouhouError):
    """A request that its channel's vendor cannot have sent; `step` is the check that failed, `str(error)` says why.

    The words are for whoever set the channel up. Whoever sent the request learns nothing of them.
    """

    status = 401
    title = "The request is not signed as it must be"

    def __init__(self, step: str, say: str) -> None:
        self.step = step
        super().__init__(say)


class NotReadable(ShouhouError):
    """A request that is theirs, but whose body has not the form that the vendor describes."""

    status = 400
    title = "The body cannot be read"


def need_header(hook: Hook, name: str) -> str:
    """Return a header; NotTheirs where it is missing or empty."""
    value = hook.headers.get(name.lower(), "").strip()
    if not value:
        raise NotTheirs("header", f"the header {name} is missing; is a proxy in between dropping it?")
    return value


def need_query(hook: Hook, name: str) -> str:
    """Return a part of the address's query; NotTheirs where it is missing or empty."""
    value = hook.query.get(name, "")
    if not value:
        raise NotTheirs("query", f"the address lacks ?{name}=…; is a proxy in between dropping the query?")
    return value


def need_moment(given: str, *, milliseconds: bool = False) -> datetime:
    """Return the moment that a header tells in seconds (or milliseconds) since 1970; NotTheirs where it tells none."""
    try:
        if not (given.isascii() and given.isdigit()):
            raise ValueError
        return datetime.fromtimestamp(int(given) / (1000 if milliseconds else 1), UTC)
    except (ValueError, OverflowError, OSError):
        unit = "milliseconds" if milliseconds else "seconds"
        raise NotTheirs("timestamp", f"{given[:40]!r} is no number of {unit} since 1970") from None


def need_fresh(moment: datetime, *, now: datetime, window: timedelta = MINUTES) -> None:
    """Raise NotTheirs where a request was signed longer ago, or further ahead, than `window`."""
    off = abs(now - moment)
    if off > window:
        when = "ahead of" if moment > now else "behind"
        raise NotTheirs(
            "timestamp",
            f"it was signed {off.total_seconds():.0f} s {when} this computer's clock, and {window.total_seconds():.0f} "
            "s are allowed; it was sent again, or one of the two clocks is wrong",
        )


ADVICE = "the secret is another one, or the body was changed on its way (signed is what came, to the byte)"


def is_same(given: str, expected: str) -> bool:
    """Return whether two texts are the same; takes equally long wherever they differ."""
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected.encode())


def need_same(given: str, expected: str, *, step: str = "signature", rule: str) -> None:
    """Raise NotTheirs where two texts differ; takes equally long wherever they do. `rule` says what was compared."""
    if not is_same(given, expected):
        raise NotTheirs(step, f"it is not {rule}; {ADVICE}")


def need_base64(given: str, *, step: str) -> bytes:
    """Return what a base64 text stands for; NotTheirs where it is none."""
    try:
        return base64.b64decode(given, validate=True)
    except (binascii.Error, ValueError):
        raise NotTheirs(step, "it is not base64") from None


def sign_hex(secret: str, parts: Iterable[bytes], *, algorithm: str = "sha256") -> str:
    """Return the HMAC of the joined parts in hexadecimal digits."""
    return hmac.new(secret.encode(), b"".join(parts), algorithm).hexdigest()


def sign_base64(secret: str, parts: Iterable[bytes]) -> str:
    """Return the HMAC-SHA256 of the joined parts in base64."""
    return base64.b64encode(hmac.new(secret.encode(), b"".join(parts), hashlib.sha256).digest()).decode()
