"""The pages of shops: what each is called, where it sells, and when its response clock runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response

from app.core.pattern import Pattern
from app.model import PLATFORMS
from app.store.audit import note_act
from app.store.faults import NameTaken
from app.store.people import list_roles, list_users, set_role
from app.store.shops import ShopChanges, add_shop, change_shop, get_shop, list_shops
from app.web.facts_form import FORM_CURRENCIES
from app.web.people.house import is_owner
from app.web.people.names import check_name, read_number
from app.web.people.paper import go_to, read_field
from app.web.tongue import LANGUAGES
from app.web.visitor import visitor_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.store.records import Shop
    from app.web.people.house import House
    from app.web.people.paper import Errors, Paper

CLOCKS = (180, 300)
"""Seconds that the platforms give for an answer."""
ZONES = (
    *("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Tokyo", "Asia/Singapore", "Europe/London", "Europe/Berlin"),
    *("America/New_York", "America/Los_Angeles", "Australia/Sydney", "UTC"),
)
"""Offered while typing; every other zone may be written."""

_SLUG = Pattern(r"[a-z0-9][a-z0-9-]{0,49}")
_HOUR = Pattern(r"([01]\d|2[0-3]):[0-5]\d")
_END_OF_DAY = "24:00"
_FIELDS = ("name", "platform", "timezone", "currency", "clock_seconds", "clock_from", "clock_till", "language")


def make_shops(house: House, paper: Paper) -> APIRouter:
    """Return the routes under `/shops`."""
    router = APIRouter()
    pages = _Pages(house, paper)

    @router.get("/shops")
    def show_all(request: Request) -> Response:
        return pages.show_all(request)

    @router.post("/shops")
    def add(request: Request) -> Response:
        return pages.add(request)

    @router.get("/shops/{shop_id}")
    def show_one(request: Request, shop_id: str) -> Response:
        return pages.show_one(request, read_number(shop_id))

    @router.post("/shops/{shop_id}")
    def change(request: Request, shop_id: str) -> Response:
        return pages.change(request, read_number(shop_id))

    return router


class _Pages:
    """Renders and takes the forms of shops."""

    def __init__(self, house: House, paper: Paper) -> None:
        self.house, self.paper = house, paper

    def show_all(self, request: Request, *, errors: Errors | None = None) -> Response:
        """Return the page of the shops that the visitor is administrator of."""
        visitor = visitor_of(request)
        with self.house.store.reading() as session:
            shops = list_shops(session)
        shown = {"shops": visitor.list_theirs(shops, "admin"), "may_add": is_owner(visitor, shops)}
        return self.paper.show(request, "people_shops.html", shown, errors=errors)

    def show_one(self, request: Request, shop_id: int, *, errors: Errors | None = None) -> Response:
        """Return the page of one shop, with what was typed where that was refused."""
        with self.house.store.reading() as session:
            shop = get_shop(session, shop_id)
        if shop is None:
            return self.paper.miss(request)
        values = asdict(shop) | ({name: read_field(request, name) for name in _FIELDS} if errors else {})
        choices = {"platforms": PLATFORMS, "clocks": CLOCKS, "zones": ZONES, "languages": LANGUAGES}
        currencies = tuple(dict.fromkeys((shop.currency, *FORM_CURRENCIES)))
        shown = {"shop": shop, "values": values, "currencies": currencies, **choices}
        return self.paper.show(request, "people_shop.html", shown, errors=errors)

    def add(self, request: Request) -> Response:
        """Add a shop; whoever is administrator of all others is of it as well."""
        visitor, slug, now = visitor_of(request), read_field(request, "slug"), self.house.clock()
        if not _SLUG.fullmatch(slug):
            return self.show_all(request, errors={"slug": "slug"})
        try:
            with self.house.store.transaction() as session:
                shops = list_shops(session)
                if not is_owner(visitor, shops):
                    return self.paper.miss(request)
                shop = add_shop(session, slug, at=now, timezone=self.house.settings.timezone.key)
                _give_to_owners(session, shop, others=shops)
                act = visitor.do("shop.added", shop_id=shop.id, subject_kind="shop", subject_id=shop.id)
                note_act(session, act, at=now, data={"slug": slug})
        except NameTaken:
            return self.show_all(request, errors={"slug": "taken"})
        return go_to(f"/shops/{shop.id}", said="shop_added")

    def change(self, request: Request, shop_id: int) -> Response:
        """Keep what was typed of a shop."""
        typed = {name: read_field(request, name) for name in _FIELDS}
        errors = check_shop(typed)
        if errors:
            return self.show_one(request, shop_id, errors=errors)
        changes: ShopChanges = {**typed, "clock_seconds": int(typed["clock_seconds"])}  # type: ignore[typeddict-item]
        with self.house.store.transaction() as session:
            before = get_shop(session, shop_id)
            if before is None:
                return self.paper.miss(request)
            change_shop(session, shop_id, **changes)
            act = visitor_of(request).do("shop.changed", shop_id=shop_id, subject_kind="shop", subject_id=shop_id)
            changed = {name: value for name, value in changes.items() if value != getattr(before, name)}
            note_act(session, act, at=self.house.clock(), data=changed)
        return go_to(f"/shops/{shop_id}", said="saved")


def check_shop(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with the form of a shop, by field; empty where nothing is."""
    choices = {"platform": PLATFORMS, "language": LANGUAGES, "clock_seconds": tuple(map(str, CLOCKS))}
    errors = check_name(typed["name"])
    errors |= {name: "blank" for name, values in choices.items() if typed[name] not in values}
    if not _HOUR.fullmatch(typed["clock_from"]):
        errors["clock_from"] = "hour"
    if not (_HOUR.fullmatch(typed["clock_till"]) or typed["clock_till"] == _END_OF_DAY):
        errors["clock_till"] = "hour"
    if not re.fullmatch("[A-Z]{3}", typed["currency"]):
        errors["currency"] = "blank"
    if not _is_zone(typed["timezone"]):
        errors["timezone"] = "zone"
    return errors


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (ValueError, OSError, KeyError):
        return False


def _give_to_owners(session: Session, shop: Shop, *, others: tuple[Shop, ...]) -> None:
    for user in list_users(session):
        roles = list_roles(session, user.id)
        if all(roles.get(other.id) == "admin" for other in others):
            set_role(session, user.id, shop_id=shop.id, role="admin")
