"""How often a password may be tried: the same for names that are there and for names that are not."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import BoundedSemaphore

from sqlalchemy.orm import Session

from app.store.attempts import count_failures_from
from app.store.database import Store
from app.store.logins import count_failures, note_attempt
from app.store.secrets import check_password

WINDOW = timedelta(minutes=15)
MOST_HERE = 5
"""Failures under one name from one address."""
MOST_ANYWHERE = 30
"""Failures under one name from all addresses together."""
MOST_NAMES = 50
"""Failures from one address under all names together. A whole shop may sit behind one address."""


class Throttle:
    """Checks passwords, few at a time and not too often."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # Each check takes 64 MiB for a moment: a crowd at the door must not take all there is.
        self._places = BoundedSemaphore(2)

    def admit(self, name: str, *, address: str, now: datetime) -> bool:
        """Return whether another try may be made, which counts as failed until it is `praised`."""
        with self._store.transaction() as session:
            if _is_too_much(session, name, address=address, since=now - WINDOW):
                return False
            note_attempt(session, name, address=address, at=now, succeeded=False)
            return True

    def check(self, password: str, password_hash: str | None) -> bool:
        """Return whether a password is right; without a hash no, after the same time."""
        with self._places:
            return check_password(password, password_hash)


def praise(session: Session, name: str, *, address: str, now: datetime) -> None:
    """Note that a try succeeded: failures before it count no more."""
    note_attempt(session, name, address=address, at=now, succeeded=True)


def _is_too_much(session: Session, name: str, *, address: str, since: datetime) -> bool:
    return (
        count_failures(session, name, since=since, address=address) >= MOST_HERE
        or count_failures(session, name, since=since) >= MOST_ANYWHERE
        or count_failures_from(session, address, since=since) >= MOST_NAMES
    )
