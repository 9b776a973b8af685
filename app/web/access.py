"""The door: who is answered. A key opens the API; without any key this computer alone is answered."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from app.web import problems

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from app.settings import Settings

CONSOLE_HEADER = "x-shouhou-console"
"""Header in which the console page shows the pass that it was served with."""

_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_OPEN_PATHS = frozenset({"/healthz", "/readyz"})
_PAGES = frozenset({"/", "/replies"})
_PAGE_PATHS = ("/static/", "/replies/")
_LOOPBACK_ONLY = (
    "No key is configured, so only this computer is answered, under the name localhost, 127.0.0.1 or [::1]. "
    "Set SHOUHOU_API_KEYS to let others in."
)
_CONSOLE_ONLY = "The console answers this computer alone, under the name localhost, 127.0.0.1 or [::1]."
_KEY_NEEDED = "Send the header Authorization: Bearer KEY with one of the keys of SHOUHOU_API_KEYS."


def is_loopback(address: str) -> bool:
    """Return whether an IP address is of this computer itself; False for anything that is no address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return (mapped or parsed).is_loopback


def is_local(scope: Scope) -> bool:
    """Return whether a request comes straight from this computer, under a name no foreign page can borrow."""
    client = scope.get("client")
    headers = Headers(scope=scope)
    if client is None or not is_loopback(client[0]) or any(name in headers for name in _FORWARDED):
        return False
    return _strip_port(headers.get("host", "")) in _LOCAL_NAMES


def _strip_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that open the API, and the pass of the console page that is derived from them."""

    values: tuple[str, ...]

    @classmethod
    def of(cls, settings: Settings) -> Keys:
        """Return the keys of the settings."""
        return cls(tuple(key.get_secret_value() for key in settings.api_keys))

    @property
    def console_pass(self) -> str:
        """Return what lets the console's own page call the API; empty when no key is configured."""
        secret = "\n".join(self.values).encode()
        return hmac.new(secret, b"console page", hashlib.sha256).hexdigest() if self.values else ""

    def open_with(self, authorization: str) -> bool:
        """Return whether an Authorization header bears one of the keys; takes equally long either way."""
        scheme, _, given = authorization.partition(" ")
        # Every key is compared, so that the time taken does not tell which one came close.
        matches = [_equal(given.strip(), key) for key in self.values]
        return scheme.lower() == "bearer" and any(matches)

    def admit_console(self, shown: str) -> bool:
        """Return whether the console's pass was shown."""
        return bool(self.values) and _equal(shown, self.console_pass)


def _equal(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), expected.encode())


class Gate:
    """Middleware that turns away, as a problem, whoever may not come in."""

    def __init__(self, app: ASGIApp, *, keys: Keys) -> None:
        self.app = app
        self.keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 401 or 403."""
        refusal = _judge(scope, keys=self.keys) if scope["type"] == "http" else None
        await (refusal or self.app)(scope, receive, send)


def _judge(scope: Scope, *, keys: Keys) -> ASGIApp | None:
    local = is_local(scope)
    if not keys.values:
        return None if local else problems.answer(403, title="Not from here", detail=_LOOPBACK_ONLY)
    path = scope["path"]
    if path in _OPEN_PATHS:
        return None
    if path in _PAGES or path.startswith(_PAGE_PATHS):
        return None if local else problems.answer(403, title="Not from here", detail=_CONSOLE_ONLY)
    return None if _has_key(scope, keys=keys, local=local) else _ask_for_key()


def _has_key(scope: Scope, *, keys: Keys, local: bool) -> bool:
    headers = Headers(scope=scope)
    by_key = keys.open_with(headers.get("authorization", ""))
    return by_key or (local and keys.admit_console(headers.get(CONSOLE_HEADER, "")))


def _ask_for_key() -> ASGIApp:
    return problems.answer(
        401, title="A key is needed", detail=_KEY_NEEDED, headers={"WWW-Authenticate": 'Bearer realm="shouhou"'}
    )
