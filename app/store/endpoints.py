"""Where the events of shops go: addresses, what each is told of, and the secrets by which it is signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from sqlalchemy import Executable, delete, insert, select, update
from sqlalchemy.orm import Session

from app.store.rows import columns, read_all
from app.store.tables import ENDPOINTS


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address of another program. `disabled_because` None: it is told of `events`.

    `old_secret` signs beside `secret` until `old_until`.
    """

    id: int
    shop_id: int
    url: str
    events: tuple[str, ...]
    secret: str = field(repr=False)
    old_secret: str | None = field(repr=False)
    old_until: datetime | None
    disabled_because: str | None
    created_by: int | None
    created_at: datetime

    def list_secrets(self, *, now: datetime) -> tuple[str, ...]:
        """Return the secrets that sign now, the newest first."""
        still = self.old_secret is not None and self.old_until is not None and now < self.old_until
        return (self.secret, self.old_secret) if still and self.old_secret else (self.secret,)


COLUMNS = columns(ENDPOINTS, Endpoint)


def add_endpoint(
    session: Session, shop_id: int, url: str, events: Sequence[str], secret: str, *, by: int | None, at: datetime
) -> Endpoint:
    """Keep a new endpoint and return it."""
    values = {
        "shop_id": shop_id,
        "url": url,
        "events": list(events),
        "secret": secret,
        "created_by": by,
        "created_at": at,
    }
    return _read(session, insert(ENDPOINTS).values(values).returning(*COLUMNS))[0]


def get_endpoint(session: Session, endpoint_id: int) -> Endpoint | None:
    """Return an endpoint; None where there is none."""
    return next(iter(_read(session, select(*COLUMNS).where(ENDPOINTS.c.id == endpoint_id))), None)


def list_endpoints(session: Session, shop_ids: Sequence[int] | None) -> tuple[Endpoint, ...]:
    """Return the endpoints of some shops (None: of all), the newest first."""
    every = tuple(replace(one, events=tuple(one.events)) for one in read_all(session, Endpoint, _select_all()))
    # There are a few in all: a statement that is built once costs less than one that picks.
    return every if shop_ids is None else tuple(one for one in every if one.shop_id in shop_ids)


@cache
def _select_all() -> Executable:
    return select(*COLUMNS).order_by(ENDPOINTS.c.id.desc())


def has_endpoints(session: Session) -> bool:
    """Return whether there is any endpoint."""
    return session.execute(select(ENDPOINTS.c.id).limit(1)).first() is not None


def rotate_secret(session: Session, endpoint: Endpoint, secret: str, *, old_until: datetime) -> None:
    """Sign with a new secret from now on; the one before signs beside it until `old_until`."""
    change = update(ENDPOINTS).where(ENDPOINTS.c.id == endpoint.id)
    session.execute(change.values(secret=secret, old_secret=endpoint.secret, old_until=old_until))


def switch_endpoint(session: Session, endpoint_id: int, *, disabled_because: str | None) -> None:
    """Let an endpoint be told nothing any more, or (None) be told again."""
    change = update(ENDPOINTS).where(ENDPOINTS.c.id == endpoint_id)
    session.execute(change.values(disabled_because=disabled_because))


def remove_endpoint(session: Session, endpoint_id: int) -> None:
    """Forget an endpoint."""
    session.execute(delete(ENDPOINTS).where(ENDPOINTS.c.id == endpoint_id))


def _read(session: Session, statement: Executable) -> tuple[Endpoint, ...]:
    return tuple(replace(one, events=tuple(one.events)) for one in read_all(session, Endpoint, statement))
