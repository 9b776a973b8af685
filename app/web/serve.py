"""Running the service: one socket, one line that says where, and a clean end."""

from __future__ import annotations

import os
import signal
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import structlog
import uvicorn

from app.errors import BadSetting
from app.settings import find_unknown
from app.web.access import is_loopback
from app.web.app import create_app
from app.web.logs import configure_logs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.settings import Settings
    from app.web.drafter import Drafter

_PATIENCE = 10
"""Seconds that requests under way are given to finish when the service is told to stop."""


def run(host: str, port: int, settings: Settings, engine: Drafter) -> None:
    """Serve until SIGTERM or Ctrl+C; BadSetting where the address cannot or must not be used.

    Port 0 takes any free port; the printed line names it.
    """
    check_host(host, settings=settings)
    configure_logs(settings)
    _warn_of_unknown()
    listener = _bind(host, port=port)
    config = uvicorn.Config(
        create_app(engine, settings),
        log_config=None,
        access_log=False,
        # Forwarded addresses are for a proxy to claim, not for the peer check to believe.
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE,
    )
    with _quiet_end():
        _Server(config, line=_announce(listener, settings=settings)).run(sockets=[listener])


def check_host(host: str, *, settings: Settings) -> None:
    """Raise BadSetting where others could reach `host` and no key would stop them."""
    if host == "localhost" or is_loopback(host) or settings.api_keys:
        return
    raise BadSetting(
        f"SHOUHOU_API_KEYS is not set, and {host or 'every address'} can be reached by others; "
        "set a key, or serve on 127.0.0.1"
    )


class _Server(uvicorn.Server):
    """Says where it is once it really answers."""

    def __init__(self, config: uvicorn.Config, *, line: str) -> None:
        super().__init__(config)
        self._line = line

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(self._line, flush=True)


def _warn_of_unknown() -> None:
    log = structlog.get_logger("shouhou.settings")
    for sentence in find_unknown(os.environ):
        log.warning("unknown_setting", say=sentence)


def _bind(host: str, *, port: int) -> socket.socket:
    try:
        family, kind, number, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, number)
    except (OSError, OverflowError) as error:
        raise _refuse_address(host, port, error) from None
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except (OSError, OverflowError) as error:
        listener.close()
        raise _refuse_address(host, port, error) from None
    return listener


def _refuse_address(host: str, port: int, error: Exception) -> BadSetting:
    return BadSetting(f"--host {host} --port {port} cannot be used: {error}; choose another")


def _announce(listener: socket.socket, *, settings: Settings) -> str:
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    whom = "API: with a key" if settings.api_keys else "no key is set, so only this computer is answered"
    return f"Shouhou: http://{shown}:{port}/ ({whom})"


@contextmanager
def _quiet_end() -> Iterator[None]:
    # uvicorn raises the signal that stopped it once more when all is closed; a stop that was asked for
    # is no failure, so the second one is taken without effect.
    old = {name: signal.signal(name, lambda *_: None) for name in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for name, handler in old.items():
            signal.signal(name, handler)
