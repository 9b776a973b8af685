"""Buyers."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.store.records import Buyer
from app.store.rows import columns, insert, read_new, read_one
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
    statement = insert(session, BUYERS).values(values)
    # An update of nothing makes the row come back where it is there already.
    kept = {"name": statement.excluded.name} if name else {"vendor_id": statement.excluded.vendor_id}
    known = statement.on_conflict_do_update(index_elements=["shop_id", "vendor_id"], set_=kept)
    return read_new(session, Buyer, known.returning(*COLUMNS))


def get_buyer(session: Session, buyer_id: int) -> Buyer | None:
    """Return a buyer; None where there is none."""
    return read_one(session, Buyer, select(*COLUMNS).where(BUYERS.c.id == buyer_id))


def find_buyer(session: Session, shop_id: int, vendor_id: str) -> Buyer | None:
    """Return the buyer whom the platform calls `vendor_id`; None where nobody is known by it."""
    known = (BUYERS.c.shop_id == shop_id, BUYERS.c.vendor_id == vendor_id)
    return read_one(session, Buyer, select(*COLUMNS).where(*known))


def change_buyer(session: Session, buyer_id: int, **changes: Unpack[BuyerChanges]) -> Buyer:
    """Change a buyer who is there, and return them."""
    statement = update(BUYERS).where(BUYERS.c.id == buyer_id).values(**changes).returning(*COLUMNS)
    return read_new(session, Buyer, statement)
