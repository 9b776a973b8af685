"""What surrounds every request: its id, its log line, safe headers, and an answer when all else fails."""

from __future__ import annotations

import re
import time
import uuid
from typing import TYPE_CHECKING

import structlog
from starlette.datastructures import Headers, MutableHeaders

from app.core.pattern import Pattern
from app.web import problems
from app.web.logs import describe_crash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID = "X-Request-Id"

_FRAMED_BY, _SPEAKS = "framed_by", "speaks_to_opener"
_ID = Pattern(r"[A-Za-z0-9_.-]{1,64}")
_LINK = Pattern(r"^(/enter/).+", re.DOTALL)
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        # Its policy (desk_trust.js) lets htmx read what the service sent, and nothing else become markup.
        "trusted-types default",
    )
)
SAFE_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no referrer at all, browsers would also hide from our own forms' requests that they come from our own pages.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Frame:
    """Outermost middleware: logs each request without a word of what was in it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.log = structlog.get_logger("shouhou.web")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, whatever happens inside."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self._answer(scope, receive, _Sender(send, request_id=_name_request(scope), scope=scope))

    async def _answer(self, scope: Scope, receive: Receive, sender: _Sender) -> None:
        started = time.perf_counter()
        try:
            await self.app(scope, receive, sender.send)
        # The one place that catches everything: a caller gets a problem, the log gets the place.
        except Exception as error:
            self.log.error("request_failed", request_id=sender.request_id, **describe_crash(error))
            if not sender.status:
                await problems.answer_crash(sender.request_id)(scope, receive, sender.send)
        took = round((time.perf_counter() - started) * 1000, 1)
        asked = {"method": scope["method"], "path": _hide_secrets(scope["path"])[:200], "status": sender.status}
        self.log.info("request", **asked, ms=took, request_id=sender.request_id)


class _Sender:
    """Adds the headers that every answer bears, and remembers its status (0 until it has begun)."""

    def __init__(self, send: Send, *, request_id: str, scope: Scope) -> None:
        self._send = send
        self._scope = scope
        self.request_id = request_id
        self.status = 0

    async def send(self, message: Message) -> None:
        """Pass `message` on; to the start of an answer the safe headers and the request id are added."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in SAFE_HEADERS.items():
                headers[name] = value
            self._let_in(headers)
            headers.setdefault("Cache-Control", "no-store")
            headers[REQUEST_ID] = self.request_id
        await self._send(message)

    def _let_in(self, headers: MutableHeaders) -> None:
        """Loosen what a panel inside a helpdesk needs, and nothing else."""
        state = self._scope.get("state", {})
        if origin := state.get(_FRAMED_BY):
            policy = headers["Content-Security-Policy"]
            headers["Content-Security-Policy"] = policy.replace("frame-ancestors 'none'", f"frame-ancestors {origin}")
            del headers["X-Frame-Options"]
        if state.get(_SPEAKS):
            headers["Cross-Origin-Opener-Policy"] = "unsafe-none"


def let_frame(request: Request, origin: str) -> None:
    """Let the answer to a request be framed by pages of this origin, and of no other."""
    request.scope.setdefault("state", {})[_FRAMED_BY] = origin


def let_speak(request: Request) -> None:
    """Let the page that answers a request speak to the one that opened it."""
    request.scope.setdefault("state", {})[_SPEAKS] = True


def _hide_secrets(path: str) -> str:
    """Return a path as it may be logged: whoever reads the log must not come in by a link in it."""
    return _LINK.sub(r"\1…", path)


def _name_request(scope: Scope) -> str:
    given = Headers(scope=scope).get(REQUEST_ID, "")
    return given if _ID.fullmatch(given) else uuid.uuid4().hex
