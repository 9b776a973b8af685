"""Saying why a request does not verify: the step that fails, and what would make it hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from app.channels.adapter import Adapter, Read
from app.channels.hook import Greeting, Hook
from app.channels.proof import NotReadable, NotTheirs


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a request. `failed` None: it is theirs, and `said` or `greeting` is what it says.

    `hints` are changes with which it would have been theirs.
    """

    failed: NotTheirs | None = None
    greeting: Greeting | None = None
    said: tuple[Read, ...] = ()
    unreadable: str = ""
    hints: tuple[str, ...] = ()


def look_at(adapter: Adapter, hook: Hook, *, now: datetime) -> Finding:
    """Return whether a request is theirs, what it says, or the step that failed with what may have caused it."""
    try:
        greeting = adapter.greet(hook, now=now)
        if greeting is None:
            adapter.verify(hook, now=now)
    except NotTheirs as error:
        return Finding(failed=error, hints=tuple(_guess(adapter, hook, now=now)))
    if greeting is not None:
        return Finding(greeting=greeting)
    try:
        return Finding(said=adapter.read(hook))
    except NotReadable as error:
        return Finding(unreadable=str(error))


def _guess(adapter: Adapter, hook: Hook, *, now: datetime) -> Iterator[str]:
    """Yield what differs between this request and one that would be theirs."""
    for say, body in _vary(hook.body):
        if body != hook.body and _is_theirs(adapter, replace(hook, body=body), now=now):
            yield f"it would be theirs if {say}"


def _vary(body: bytes) -> Iterator[tuple[str, bytes]]:
    yield "the line end after the body were not there: the file was saved by an editor", body.rstrip(b"\r\n")
    yield "the body ended with a line feed", body + b"\n"
    yield "its line ends were LF: something turned them into CRLF", body.replace(b"\r\n", b"\n")
    yield "its line ends were CRLF: something turned them into LF", body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    try:
        value = json.loads(body)
    except ValueError:
        return
    yield "the JSON had no blanks: something wrote it anew", _write(value, ascii_only=False)
    yield "the JSON had no blanks and only ASCII: something wrote it anew", _write(value, ascii_only=True)


def _write(value: object, *, ascii_only: bool) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")


def _is_theirs(adapter: Adapter, hook: Hook, *, now: datetime) -> bool:
    try:
        adapter.verify(hook, now=now)
    except NotTheirs:
        return False
    return True
