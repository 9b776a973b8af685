"""Buyers."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TypedDict, Unpack

from sqlalchemy import Executable, update
from sqlalchemy.orm import Session

from app.store.records import Buyer
from app.store.rows import columns, find_one, insert_in, name_dialect, read_new
from app.store.tables import BUYERS

COLUMNS = columns(BUYERS, Buyer)


class BuyerChanges(TypedDict, total=False):
    """What of a buyer can be changed."""

    name: str
    is_vip: bool
    note: str


def find_or_add_buyer(
    session: Session, shop_id: int, vendor_id: str, *, at: datetime, name: str = "", is_demo: bool = False
) -> Buyer:
    """Return the buyer whom the platform calls `vendor_id`, added where they are new; a name that is given is kept."""
    values = {
        "shop_id": shop_id,
        "vendor_id": vendor_id,
        "name": name,
        "is_vip": False,
        "note": "",
        "is_demo": is_demo,
        "created_at": at,
    }
    # An update of nothing makes the row come back where it is there already.
    statement = _find_or_add(name_dialect(session), "name" if name else "vendor_id")
    return read_new(session, Buyer, statement, values)


@cache
def _find_or_add(dialect: str, kept: str) -> Executable:
    new = insert_in(dialect, BUYERS)
    known = new.on_conflict_do_update(index_elements=["shop_id", "vendor_id"], set_={kept: new.excluded[kept]})
    return known.returning(*COLUMNS)


def get_buyer(session: Session, buyer_id: int) -> Buyer | None:
    """Return a buyer; None where there is none."""
    return find_one(session, Buyer, BUYERS, id=buyer_id)


def find_buyer(session: Session, shop_id: int, vendor_id: str) -> Buyer | None:
    """Return the buyer whom the platform calls `vendor_id`; None where nobody is known by it."""
    return find_one(session, Buyer, BUYERS, shop_id=shop_id, vendor_id=vendor_id)


def change_buyer(session: Session, buyer_id: int, **changes: Unpack[BuyerChanges]) -> Buyer:
    """Change a buyer who is there, and return them."""
    statement = update(BUYERS).where(BUYERS.c.id == buyer_id).values(**changes).returning(*COLUMNS)
    return read_new(session, Buyer, statement)
