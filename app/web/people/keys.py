"""The page of keys: what programs open the API with. A key is shown once, when it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from app.store.audit import note_act
from app.store.keys import add_key, list_keys, revoke_key
from app.store.people import list_users
from app.store.records import ApiKey
from app.store.secrets import make_key
from app.store.shops import list_shops
from app.web.people.house import is_owner
from app.web.people.names import check_name, read_number
from app.web.people.paper import go_to, read_field, read_form
from app.web.roles import SCOPES, TABLE
from app.web.visitor import visitor_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.store.records import Shop
    from app.web.people.house import House
    from app.web.people.paper import Errors, Paper
    from app.web.visitor import Visitor

EVERY = "every"
"""The choice of all shops in the form."""


def make_keys(house: House, paper: Paper) -> APIRouter:
    """Return the routes under `/keys`."""
    router = APIRouter()
    pages = _Pages(house, paper)

    @router.get("/keys")
    def show_all(request: Request) -> Response:
        return pages.show_all(request)

    @router.post("/keys")
    def make(request: Request) -> Response:
        return pages.make(request)

    @router.post("/keys/{key_id}/revoke")
    def revoke(request: Request, key_id: str) -> Response:
        return pages.revoke(request, read_number(key_id))

    return router


def list_offered() -> tuple[str, ...]:
    """Return the scopes that open a route: others would open nothing."""
    used = {rule.scope for rule in TABLE}
    return tuple(scope for scope in SCOPES if scope in used)


class _Pages:
    """Renders the page of keys and takes its forms."""

    def __init__(self, house: House, paper: Paper) -> None:
        self.house, self.paper = house, paper

    def show_all(self, request: Request, *, errors: Errors | None = None) -> Response:
        """Return the page of the keys that the visitor may see."""
        visitor = visitor_of(request)
        with self.house.store.reading() as session:
            shops, keys = list_shops(session), list_keys(session)
            makers = {user.id: user.shown_name for user in list_users(session)}
        shown = {
            "keys": [key for key in keys if _is_theirs(visitor, key, shops)],
            "names": {shop.id: shop.name for shop in shops},
            "makers": makers,
            "shops": visitor.list_theirs(shops, "admin"),
            "may_every": is_owner(visitor, shops),
            "every": EVERY,
            "scopes": list_offered(),
            "chosen": [str(scope) for scope in read_form(request).getlist("scopes")],
        }
        return self.paper.show(request, "people_keys.html", shown, errors=errors)

    def make(self, request: Request) -> Response:
        """Make a key and return the page that shows it, this once."""
        visitor, name, now = visitor_of(request), read_field(request, "name"), self.house.clock()
        asked = read_field(request, "shop_id")
        shop_id = None if asked == EVERY else read_number(asked)
        scopes = [scope for scope in list_offered() if scope in read_form(request).getlist("scopes")]
        with self.house.store.reading() as session:
            shops = list_shops(session)
        errors = check_name(name) | ({} if scopes else {"scopes": "scopes"})
        if not _may_open(visitor, shop_id, shops):
            errors["shop_id"] = "blank"
        if errors:
            return self.show_all(request, errors=errors)
        new = make_key()
        with self.house.store.transaction() as session:
            by = visitor.id if visitor.kind == "user" else None
            key = add_key(session, new, name=name, scopes=scopes, shop_id=shop_id, created_by=by, at=now)
            act = visitor.do("key.made", shop_id=shop_id, subject_kind="key", subject_id=key.id)
            note_act(session, act, at=now, data={"name": name, "scopes": scopes})
        return self.paper.show(request, "people_handed.html", {"what": "key", "secret": new.key, "hours": 0})

    def revoke(self, request: Request, key_id: int) -> Response:
        """Let a key open nothing any more."""
        visitor, now = visitor_of(request), self.house.clock()
        with self.house.store.transaction() as session:
            shops = list_shops(session)
            key = next((key for key in list_keys(session) if key.id == key_id), None)
            if key is None or not _is_theirs(visitor, key, shops):
                return self.paper.miss(request)
            if revoke_key(session, key_id, at=now):
                act = visitor.do("key.revoked", shop_id=key.shop_id, subject_kind="key", subject_id=key_id)
                note_act(session, act, at=now, data={"name": key.name})
        return go_to("/keys", said="revoked")


def _is_theirs(visitor: Visitor, key: ApiKey, shops: Sequence[Shop]) -> bool:
    return _may_open(visitor, key.shop_id, shops)


def _may_open(visitor: Visitor, shop_id: int | None, shops: Sequence[Shop]) -> bool:
    if shop_id is None:
        return is_owner(visitor, shops)
    return any(shop.id == shop_id for shop in visitor.list_theirs(shops, "admin"))
