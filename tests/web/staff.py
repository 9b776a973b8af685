"""A small company for tests: two shops and the people who work in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from fastapi import FastAPI

from app.settings import Settings
from app.store.audit import list_acts
from app.store.database import Store
from app.store.history import AuditEntry
from app.store.keys import add_key
from app.store.people import add_user, change_user, find_user, set_role
from app.store.records import Role, User
from app.store.secrets import hash_password, make_key
from app.store.shops import add_shop, find_shop
from app.web.app import create_app
from app.web.setup import Setup

from .browsing import FAR, Visit
from .caller import NOW
from .fake_engine import FakeEngine

PASSWORD = "five plain words in a row"


@cache
def hash_once(password: str) -> str:
    return hash_password(password)


@dataclass
class Company:
    """The service with a store, at a time that tests move on."""

    store: Store
    settings: Settings
    setup: Setup = field(default_factory=Setup)
    now: datetime = NOW

    @property
    def app(self) -> FastAPI:
        if not hasattr(self, "_app"):
            self._app = create_app(
                FakeEngine(), self.settings, store=self.store, setup=self.setup, clock=lambda: self.now
            )
        return self._app

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def shop(self, slug: str = "default") -> int:
        with self.store.transaction() as session:
            found = find_shop(session, slug) or add_shop(session, slug, at=self.now)
        return found.id

    def person(self, name: str, role: Role | None = "agent", *, shop: str = "default", **changes: Any) -> User:
        shop_id = self.shop(shop)
        with self.store.transaction() as session:
            user = find_user(session, name) or add_user(session, name, at=self.now, language="en")
            if role:
                set_role(session, user.id, shop_id=shop_id, role=role)
            return change_user(session, user.id, **{"password_hash": hash_once(PASSWORD)} | changes)

    def visit(self, name: str = "", **options: Any) -> Visit:
        """Return a browser, in which `name` is logged in."""
        visit = Visit(self.app, **options)
        visit.cookies["lang"] = "en"
        if name:
            assert visit.log_in(name, PASSWORD).status_code == 303
        return visit

    def key(self, *scopes: str, shop: str | None = None) -> str:
        new = make_key()
        shop_id = self.shop(shop) if shop else None
        with self.store.transaction() as session:
            add_key(session, new, name="helpdesk", scopes=scopes, shop_id=shop_id, created_by=None, at=self.now)
        return new.key

    def acts(self) -> list[AuditEntry]:
        """Return the audit log, the latest first."""
        with self.store.reading() as session:
            return list(list_acts(session, limit=200).items)


Founder = Callable[..., Company]
"""Makes a company; keywords are those of the settings, and `announced` of the setup."""
__all__ = ["FAR", "PASSWORD", "Company", "Founder", "hash_once"]
