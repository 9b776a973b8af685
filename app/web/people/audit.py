"""The page of the audit log: who did what, the latest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

from app.errors import BadInput
from app.store.audit import list_acts
from app.store.keys import list_keys
from app.store.people import list_users
from app.store.shops import list_shops
from app.web.console import load_words
from app.web.people.house import is_owner
from app.web.people.names import read_number
from app.web.tongue import choose_language
from app.web.visitor import visitor_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from app.store.history import AuditEntry
    from app.web.people.house import House
    from app.web.people.paper import Paper

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log as the page shows it: names for numbers where there are any."""

    at: datetime
    who: str
    did: str
    action: str
    to: str
    shop: str
    data: str
    address: str


def make_audit(house: House, paper: Paper) -> APIRouter:
    """Return the route `/audit`."""
    router = APIRouter()

    @router.get("/audit")
    def show(request: Request) -> Response:
        """Return a page of what was done: in one shop, or for who owns the house in all and outside of them."""
        visitor, asked = visitor_of(request), read_number(request.query_params.get("shop", ""))
        cursor = request.query_params.get("cursor") or None
        with house.store.reading() as session:
            shops = list_shops(session)
            theirs, owner = visitor.list_theirs(shops, "admin"), is_owner(visitor, shops)
            chosen = asked if asked in {shop.id for shop in theirs} else 0 if owner else theirs[0].id
            try:
                page = list_acts(session, shop_id=chosen or None, limit=A_PAGE, cursor=cursor)
            except BadInput:
                return paper.miss(request)
            names = _Names.of(session, load_words(choose_language(request))["people"])
        shown = {
            "lines": [names.write(entry) for entry in page.items],
            "next": page.next,
            "shops": theirs,
            "owner": owner,
            "chosen": chosen,
        }
        return paper.show(request, "people_audit.html", shown)

    return router


@dataclass(frozen=True, slots=True)
class _Names:
    """What things are called: by kind and number."""

    words: Mapping[str, Any]
    things: Mapping[tuple[str, int], str]

    @classmethod
    def of(cls, session: Session, words: Mapping[str, Any]) -> _Names:
        users = {("user", user.id): user.shown_name for user in list_users(session)}
        keys = {("key", key.id): key.name for key in list_keys(session)}
        shops = {("shop", shop.id): shop.name for shop in list_shops(session)}
        return cls(words, users | keys | shops)

    def write(self, entry: AuditEntry) -> Line:
        """Return an entry in words."""
        who = self._name(entry.actor_kind, entry.actor_id) if entry.actor_id else self._name_nobody(entry)
        return Line(
            at=entry.at,
            who=who,
            did=self.words["actions"].get(entry.action.replace(".", "_"), ""),
            action=entry.action,
            to=self._name(entry.subject_kind, entry.subject_id) if entry.subject_kind and entry.subject_id else "",
            shop=self.things.get(("shop", entry.shop_id or 0), ""),
            data=self._write_data(entry.data),
            address=entry.address or "",
        )

    def _name(self, kind: str, number: int | None) -> str:
        called = self.things.get((kind, number or 0), f"#{number}")
        # A person needs no word that says that they are one.
        return called if kind == "user" else f"{self.words['kinds'].get(kind, kind)} {called}"

    def _name_nobody(self, entry: AuditEntry) -> str:
        if entry.actor_kind == "key":
            return str(self.words["settings_key"])
        return str(self.words["stranger"] if entry.action == "login.failed" else self.words["this_computer"])

    def _write_data(self, data: Mapping[str, Any]) -> str:
        values = {name: value for name, value in data.items() if value not in (None, "", [])}
        return " · ".join(f"{name}: {_write(value, self.words)}" for name, value in values.items())


def _write(value: Any, words: Mapping[str, Any]) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(words["roles"].get(value, value)) if isinstance(value, str) else str(value)
