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
from app.garbage import without_collecting
from app.settings import find_unknown
from app.store.keys import has_keys
from app.store.people import has_users
from app.web.access import is_loopback
from app.web.app import create_app, read_clock
from app.web.hooks import Porch
from app.web.logs import configure_logs
from app.web.setup import Setup
from app.web.warming import Warming, list_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.channels.work import Work
    from app.settings import Settings
    from app.store.database import Store
    from app.web.desk import Bell
    from app.web.drafter import Drafter

_PATIENCE = 10
"""Seconds that requests under way are given to finish when the service is told to stop."""


def run(
    host: str,
    port: int,
    settings: Settings,
    engine: Drafter,
    *,
    store: Store | None = None,
    setup: bool = False,
    work: Work | None = None,
) -> None:
    """Serve until SIGTERM or Ctrl+C; BadSetting where the address cannot or must not be used.

    Port 0 takes any free port; the printed line names it. With `setup`, or where others can reach a service in which
    there is nobody yet, the link that makes the first administrator is printed too.
    """
    check_host(host, settings=settings, store=store, setup=setup)
    configure_logs(settings)
    _warn_of_unknown()
    listener = _bind(host, port=port)
    first = Setup(announced=store is not None and not _has_people(store) and (setup or not _is_ours(host)))
    porch = Porch(store, work.answering.switchboard.channels, work) if work and store else None
    with without_collecting():
        app = create_app(engine, settings, store=store, setup=first, porch=porch)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        # Forwarded addresses are for a proxy to claim, not for the peer check to believe.
        proxy_headers=False,
        server_header=False,
        # The desk is told what is new by server-sent events.
        ws="none",
        timeout_graceful_shutdown=_PATIENCE,
    )
    with _quiet_end(), _working(work):
        line = _announce(listener, settings, store=store, first=first)
        warming = Warming(list_steps(engine, read_clock))
        _Server(config, line=line, bell=app.state.bell if store else None, warming=warming).run(sockets=[listener])


def check_host(host: str, *, settings: Settings, store: Store | None = None, setup: bool = False) -> None:
    """Raise BadSetting where others could reach `host`, and there is neither somebody nor a key to let them in by."""
    if _is_ours(host) or settings.api_keys:
        return
    if store is not None and (setup or _has_people(store) or _has_keys(store)):
        return
    raise BadSetting(
        f"SHOUHOU_API_KEYS is not set and there is nobody who could log in, but {host or 'every address'} can be "
        "reached by others; add somebody (shouhou user add NAME --role admin), set a key, "
        "start once with --setup, or serve on 127.0.0.1"
    )


def _is_ours(host: str) -> bool:
    return host == "localhost" or is_loopback(host)


def _has_people(store: Store) -> bool:
    with store.reading() as session:
        return has_users(session)


def _has_keys(store: Store) -> bool:
    with store.reading() as session:
        return has_keys(session)


class _Server(uvicorn.Server):
    """Says where it is once it really answers, and warms up then."""

    def __init__(self, config: uvicorn.Config, *, line: str, bell: Bell | None, warming: Warming) -> None:
        super().__init__(config)
        self._line = line
        self._bell = bell
        self._warming = warming

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(self._line, flush=True)
        if self.started:
            self._warming.begin()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Streams of what happens at the desk would else last as long as somebody looks at it.
        if self._bell is not None:
            self._bell.end()
        self._warming.end()
        await super().shutdown(sockets)


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


def _announce(listener: socket.socket, settings: Settings, *, store: Store | None, first: Setup) -> str:
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    address = f"http://{shown}:{port}"
    line = f"Shouhou: {address}/ ({_say_whom(settings, store)})"
    if not first.announced:
        return line
    return f"{line}\nShouhou: nobody is there yet; this link, good once, makes the administrator: {address}{first.path}"


def _say_whom(settings: Settings, store: Store | None) -> str:
    """Return who is answered, in a few words."""
    with_key = bool(settings.api_keys) or (store is not None and _has_keys(store))
    if store is not None and _has_people(store):
        return f"log in; API: {'with a key' if with_key else 'no key is set, so drafts for this computer only'}"
    return "API: with a key" if with_key else "no key is set, so only this computer is answered"


@contextmanager
def _working(work: Work | None) -> Iterator[None]:
    """Let the work on what channels bring go on for as long as the service runs."""
    if work is None:
        yield
        return
    work.start()
    try:
        yield
    finally:
        work.stop()


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
