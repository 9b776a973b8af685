"""Whom the store knows: people by the cookie of their browser, programs by their key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from app.store.keys import find_key, has_keys, touch_key
from app.store.logins import end_session, find_session, start_session, touch_session
from app.store.people import change_user, get_user, has_users, list_roles
from app.store.secrets import hash_token, make_token
from app.web.roles import SCOPES
from app.web.visitor import Visitor

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from starlette.responses import Response
    from starlette.types import Scope

    from app.settings import Settings
    from app.store.database import Store
    from app.store.records import ApiKey, User, WebSession

PLAIN_COOKIE = "shouhou"
SAFE_COOKIE = "__Host-shouhou"
"""Over https: a browser takes a cookie of such a name from this very host alone, and never over http."""

EMBED_SIGN = "she_"
"""How the passes of panels begin: none of them is good as a cookie."""
EMBED_LASTS = timedelta(hours=4)

_NEWS = "text/event-stream"
_NOTED_EVERY = timedelta(minutes=1)
"""That somebody is still there is written this often, not with every click."""


def is_https(scope: Scope) -> bool:
    """Return whether the browser came by https, to us or to the proxy before us.

    Who claims so falsely only gets a cookie that their own browser does not send back.
    """
    claimed = Headers(scope=scope).get("x-forwarded-proto", "").partition(",")[0].strip().lower()
    return scope.get("scheme") == "https" or claimed == "https"


def name_cookie(scope: Scope) -> str:
    """Return the name of the session's cookie for this request."""
    return SAFE_COOKIE if is_https(scope) else PLAIN_COOKIE


class Register:
    """What the gate asks of the store. Without a store nobody is known."""

    def __init__(self, store: Store | None, settings: Settings, *, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._lasts = timedelta(hours=settings.session_hours)
        self._idle = timedelta(minutes=settings.idle_minutes)
        self._clock = clock
        self._has_people = False

    @property
    def is_open(self) -> bool:
        """Return whether there is a store to ask."""
        return self._store is not None

    @property
    def knows_people(self) -> bool:
        """Return whether it is known already, without a look, that somebody has been added."""
        return self._has_people

    def has_people(self) -> bool:
        """Return whether anybody has been added. People are never taken out again, so a yes stays one."""
        if not self._has_people and self._store is not None:
            with self._store.reading() as session:
                self._has_people = has_users(session)
        return self._has_people

    def has_keys(self) -> bool:
        """Return whether a key was made that still opens something."""
        if self._store is None:
            return False
        with self._store.reading() as session:
            return has_keys(session)

    def find_program(self, key: str, *, address: str) -> Visitor | None:
        """Return whose key it is; None where it opens nothing."""
        if self._store is None:
            return None
        with self._store.reading() as session:
            found = find_key(session, hash_token(key))
        if found is None:
            return None
        if self._is_due(found.last_used_at):
            with self._store.transaction() as session:
                touch_key(session, found.id, at=self._clock())
        return _describe_key(found, address=address)

    def find_person(self, cookies: Mapping[str, str], scope: Scope, *, address: str) -> Visitor | None:
        """Return who is logged in in this browser; None where nobody is, or they were away for too long."""
        token = cookies.get(name_cookie(scope), "")
        if self._store is None or not token or token.startswith(EMBED_SIGN):
            return None
        with self._store.reading() as session:
            found = find_session(session, hash_token(token), now=self._clock())
            user = get_user(session, found.user_id) if found else None
            roles = list_roles(session, user.id) if user else {}
        if found is None or user is None or not user.is_active or self._clock() - found.last_seen_at > self._idle:
            return None
        # A page left open asks for news by itself: that is nobody's presence.
        if self._is_due(found.last_seen_at) and _NEWS not in Headers(scope=scope).get("accept", ""):
            self._note_presence(self._store, found, user)
        return Visitor(
            "user",
            address,
            id=user.id,
            user=user,
            session_id=found.id,
            roles=roles,
            token=found.csrf_token,
            page_pass=found.csrf_token,
            has_page=True,
        )

    def find_embedded(self, token: str, *, address: str) -> Visitor | None:
        """Return whose panel inside a helpdesk it is; None where its time is over."""
        if self._store is None:
            return None
        with self._store.reading() as session:
            found = find_session(session, hash_token(token), now=self._clock())
            user = get_user(session, found.user_id) if found else None
            roles = list_roles(session, user.id) if user else {}
        if found is None or user is None or not user.is_active:
            return None
        return Visitor("user", address, id=user.id, user=user, session_id=found.id, roles=roles, token=found.csrf_token)

    def embed(self, session: Session, user: User) -> str:
        """Begin a session of a panel inside a helpdesk, and return what it shows: good for the API, for no page."""
        token, now = EMBED_SIGN + make_token(), self._clock()
        csrf_token, until = make_token(), now + EMBED_LASTS
        start_session(session, hash_token(token), csrf_token=csrf_token, user_id=user.id, at=now, expires_at=until)
        return token

    def log_in(self, session: Session, user: User, response: Response, *, scope: Scope, old: Visitor | None) -> None:
        """Begin a session of `user` in the browser that gets `response`; one that it had before ends."""
        now, token = self._clock(), make_token()
        if old is not None and old.session_id is not None:
            end_session(session, old.session_id, at=now)
        start_session(
            session,
            hash_token(token),
            csrf_token=make_token(),
            user_id=user.id,
            at=now,
            expires_at=now + self._lasts,
        )
        change_user(session, user.id, last_seen_at=now)
        response.set_cookie(
            name_cookie(scope),
            token,
            max_age=int(self._lasts.total_seconds()),
            path="/",
            secure=is_https(scope),
            httponly=True,
            samesite="lax",
        )
        self._has_people = True

    def log_out(self, session: Session, response: Response, *, scope: Scope, who: Visitor) -> None:
        """End the session of this browser."""
        if who.session_id is not None:
            end_session(session, who.session_id, at=self._clock())
        response.delete_cookie(name_cookie(scope), path="/", secure=is_https(scope), httponly=True, samesite="lax")

    def _is_due(self, noted: datetime | None) -> bool:
        return noted is None or self._clock() - noted >= _NOTED_EVERY

    def _note_presence(self, store: Store, found: WebSession, user: User) -> None:
        with store.transaction() as session:
            touch_session(session, found.id, at=self._clock())
            change_user(session, user.id, last_seen_at=self._clock())


def _describe_key(key: ApiKey, *, address: str) -> Visitor:
    scopes = frozenset(scope for scope in SCOPES if scope in key.scopes)
    shops = {} if key.shop_id is None else {key.shop_id: "agent"}
    return Visitor("key", address, id=key.id, everywhere=key.shop_id is None, roles=shops, scopes=scopes)  # type: ignore[arg-type]
