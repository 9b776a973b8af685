"""Shops."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.store.faults import NameTaken
from app.store.records import Shop
from app.store.rows import columns, find_one, insert, read_all, read_new, read_one
from app.store.tables import SHOPS

DEFAULT = "default"
COLUMNS = columns(SHOPS, Shop)


class ShopChanges(TypedDict, total=False):
    """What of a shop can be changed."""

    name: str
    platform: str
    timezone: str
    currency: str
    clock_seconds: int
    clock_from: str
    clock_till: str
    language: str


def ensure_default_shop(session: Session, *, timezone: str, at: datetime) -> None:
    """Add the shop `default` where there is no shop at all."""
    if session.execute(select(SHOPS.c.id).limit(1)).first() is None:
        add_shop(session, DEFAULT, at=at, timezone=timezone)


def add_shop(session: Session, slug: str, *, at: datetime, **given: Unpack[ShopChanges]) -> Shop:
    """Add a shop and return it; NameTaken where there is one called `slug`. What is not given has its usual value."""
    usual: ShopChanges = {
        "name": slug,
        "platform": "taobao",
        "timezone": "Asia/Shanghai",
        "currency": "CNY",
        "clock_seconds": 180,
        "clock_from": "08:00",
        "clock_till": "24:00",
        "language": "zh",
    }
    values = {**usual, **given, "slug": slug, "created_at": at}
    statement = insert(session, SHOPS).values(values).on_conflict_do_nothing().returning(*COLUMNS)
    shop = read_one(session, Shop, statement)
    if shop is None:
        raise NameTaken(f"there is a shop called {slug} already")
    return shop


def find_shop(session: Session, slug: str) -> Shop | None:
    """Return the shop called `slug`; None where there is none."""
    return find_one(session, Shop, SHOPS, slug=slug)


def get_shop(session: Session, shop_id: int) -> Shop | None:
    """Return a shop; None where there is none."""
    return find_one(session, Shop, SHOPS, id=shop_id)


def list_shops(session: Session) -> tuple[Shop, ...]:
    """Return every shop, the oldest first."""
    return read_all(session, Shop, select(*COLUMNS).order_by(SHOPS.c.id))


def change_shop(session: Session, shop_id: int, **changes: Unpack[ShopChanges]) -> Shop:
    """Change a shop that is there, and return it."""
    return read_new(session, Shop, update(SHOPS).where(SHOPS.c.id == shop_id).values(**changes).returning(*COLUMNS))
