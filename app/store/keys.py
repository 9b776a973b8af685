"""Keys of programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, insert, select, update
from sqlalchemy.orm import Session

from app.store.records import ApiKey
from app.store.rows import columns, read_all
from app.store.secrets import NewKey
from app.store.tables import API_KEYS

COLUMNS = columns(API_KEYS, ApiKey)


def add_key(
    session: Session,
    new: NewKey,
    *,
    name: str,
    scopes: Sequence[str],
    shop_id: int | None,
    created_by: int | None,
    at: datetime,
) -> ApiKey:
    """Keep a key that `make_key` made, and return what is known of it."""
    values: dict[str, Any] = {
        "name": name,
        "prefix": new.prefix,
        "key_hash": new.key_hash,
        "shop_id": shop_id,
        "scopes": list(scopes),
        "created_by": created_by,
        "created_at": at,
    }
    return _read(session, insert(API_KEYS).values(values).returning(*COLUMNS))[0]


def find_key(session: Session, key_hash: str) -> ApiKey | None:
    """Return the key of that hash; None where there is none or it was revoked."""
    known = select(*COLUMNS).where(API_KEYS.c.key_hash == key_hash, API_KEYS.c.revoked_at.is_(None))
    return next(iter(_read(session, known)), None)


def list_keys(session: Session) -> tuple[ApiKey, ...]:
    """Return every key, revoked ones too, the newest first."""
    return _read(session, select(*COLUMNS).order_by(API_KEYS.c.id.desc()))


def has_keys(session: Session) -> bool:
    """Return whether any key opens anything."""
    return session.execute(select(API_KEYS.c.id).where(API_KEYS.c.revoked_at.is_(None)).limit(1)).first() is not None


def touch_key(session: Session, key_id: int, *, at: datetime) -> None:
    """Note that a key was used."""
    session.execute(update(API_KEYS).where(API_KEYS.c.id == key_id).values(last_used_at=at))


def revoke_key(session: Session, key_id: int, *, at: datetime) -> bool:
    """Let a key open nothing any more; return whether there was one that still did."""
    still_good = (API_KEYS.c.id == key_id, API_KEYS.c.revoked_at.is_(None))
    return (
        session.scalar(update(API_KEYS).where(*still_good).values(revoked_at=at).returning(API_KEYS.c.id)) is not None
    )


def _read(session: Session, statement: Executable) -> tuple[ApiKey, ...]:
    return tuple(replace(key, scopes=tuple(key.scopes)) for key in read_all(session, ApiKey, statement))
