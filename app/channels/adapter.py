"""What every kind of channel can do with a request."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, TypeAlias

from app.channels.hook import Greeting, Hook
from app.channels.incoming import Ignored, Incoming, Pull

Read: TypeAlias = Incoming | Ignored | Pull


class Adapter(Protocol):
    """One channel of one kind, with its secrets. Nothing in it changes: threads may share it."""

    def verify(self, hook: Hook, *, now: datetime) -> None:
        """Return where the request is theirs; raise NotTheirs with the step that failed."""

    def greet(self, hook: Hook, *, now: datetime) -> Greeting | None:
        """Return the answer to a vendor that tries the address out; None for everything else.

        It is asked before `verify`, because some vendors do not sign their first request: it must check by itself
        whatever there is to check, and raise NotTheirs.
        """

    def read(self, hook: Hook) -> tuple[Read, ...]:
        """Return what a request that is theirs says; NotReadable where it has not the vendor's form."""
