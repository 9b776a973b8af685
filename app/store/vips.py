"""Buyers of whom the shop takes special care (R8)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.buyers import COLUMNS
from app.store.records import Buyer
from app.store.rows import read_all
from app.store.tables import BUYERS


def list_vips(session: Session, shop_ids: Sequence[int]) -> tuple[Buyer, ...]:
    """Return the VIPs of shops, the oldest acquaintance first."""
    mine = (BUYERS.c.shop_id.in_(shop_ids), BUYERS.c.is_vip)
    return read_all(session, Buyer, select(*COLUMNS).where(*mine).order_by(BUYERS.c.id))
