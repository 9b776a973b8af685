"""Getting in: one-time links, sessions of browsers, and tries that failed."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Executable, delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.store.people import fold_name
from app.store.records import WebSession
from app.store.rows import columns, read_new, read_one
from app.store.tables import LINKS, LOGIN_ATTEMPTS, WEB_SESSIONS

COLUMNS = columns(WEB_SESSIONS, WebSession)


def add_link(
    session: Session,
    token_hash: str,
    *,
    user_id: int,
    purpose: Literal["first_admin", "invite", "reset"],
    expires_at: datetime,
) -> None:
    """Let one person in once, by the token whose hash is given. Their earlier links end with it."""
    session.execute(delete(LINKS).where(LINKS.c.user_id == user_id, LINKS.c.used_at.is_(None)))
    values = {"token_hash": token_hash, "user_id": user_id, "purpose": purpose, "expires_at": expires_at}
    session.execute(insert(LINKS).values(values))


def find_link(session: Session, token_hash: str, *, now: datetime) -> int | None:
    """Return whom a link lets in; None where there is none, or it was used, or it is too old."""
    return _whom(session, select(LINKS.c.user_id).where(*_still_good(token_hash, now=now)))


def use_link(session: Session, token_hash: str, *, now: datetime) -> int | None:
    """Use a link up and return whom it lets in; None as in `find_link`. Of two at once, one gets in."""
    statement = update(LINKS).where(*_still_good(token_hash, now=now)).values(used_at=now)
    return _whom(session, statement.returning(LINKS.c.user_id))


def _whom(session: Session, statement: Executable) -> int | None:
    row = session.execute(statement).first()
    return None if row is None else int(row[0])


def start_session(
    session: Session, token_hash: str, *, csrf_token: str, user_id: int, at: datetime, expires_at: datetime
) -> WebSession:
    """Log a browser in and return its session."""
    values = {
        "token_hash": token_hash,
        "csrf_token": csrf_token,
        "user_id": user_id,
        "created_at": at,
        "last_seen_at": at,
        "expires_at": expires_at,
    }
    return read_new(session, WebSession, insert(WEB_SESSIONS).values(values).returning(*COLUMNS))


def find_session(session: Session, token_hash: str, *, now: datetime) -> WebSession | None:
    """Return the session of a cookie; None where there is none, or it was ended, or it is over."""
    statement = select(*COLUMNS).where(
        WEB_SESSIONS.c.token_hash == token_hash,
        WEB_SESSIONS.c.revoked_at.is_(None),
        WEB_SESSIONS.c.expires_at > now,
    )
    return read_one(session, WebSession, statement)


def touch_session(session: Session, session_id: int, *, at: datetime) -> None:
    """Note that a session was used."""
    session.execute(update(WEB_SESSIONS).where(WEB_SESSIONS.c.id == session_id).values(last_seen_at=at))


def end_session(session: Session, session_id: int, *, at: datetime) -> None:
    """Log a browser out."""
    session.execute(update(WEB_SESSIONS).where(WEB_SESSIONS.c.id == session_id).values(revoked_at=at))


def end_sessions_of(session: Session, user_id: int, *, at: datetime) -> None:
    """Log a person out everywhere, as after a change of password."""
    still_on = (WEB_SESSIONS.c.user_id == user_id, WEB_SESSIONS.c.revoked_at.is_(None))
    session.execute(update(WEB_SESSIONS).where(*still_on).values(revoked_at=at))


def note_attempt(session: Session, name: str, *, address: str, at: datetime, succeeded: bool) -> None:
    """Note that somebody tried to log in as `name`."""
    values = {"name": fold_name(name)[:200], "address": address, "at": at, "succeeded": succeeded}
    session.execute(insert(LOGIN_ATTEMPTS).values(values))


def count_failures(session: Session, name: str, *, since: datetime, address: str | None = None) -> int:
    """Return how often logging in as `name` failed after `since` and after it last succeeded, from `address` or any."""
    tries = [LOGIN_ATTEMPTS.c.name == fold_name(name)[:200], LOGIN_ATTEMPTS.c.at > since]
    if address is not None:
        tries.append(LOGIN_ATTEMPTS.c.address == address)
    last_success = select(func.max(LOGIN_ATTEMPTS.c.id)).where(*tries, LOGIN_ATTEMPTS.c.succeeded).scalar_subquery()
    later = LOGIN_ATTEMPTS.c.id > func.coalesce(last_success, 0)
    statement = select(func.count()).select_from(LOGIN_ATTEMPTS).where(*tries, later, ~LOGIN_ATTEMPTS.c.succeeded)
    return session.scalar(statement) or 0


def forget_old_logins(session: Session, *, before: datetime) -> None:
    """Delete tries and sessions that were over before `before`."""
    session.execute(delete(LOGIN_ATTEMPTS).where(LOGIN_ATTEMPTS.c.at < before))
    session.execute(delete(WEB_SESSIONS).where(WEB_SESSIONS.c.expires_at < before))


def _still_good(token_hash: str, *, now: datetime) -> tuple[Any, ...]:
    return (
        LINKS.c.token_hash == token_hash,
        LINKS.c.used_at.is_(None),
        LINKS.c.expires_at > now,
    )
