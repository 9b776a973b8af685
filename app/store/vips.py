"""Buyers of whom the shop takes special care (R8)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.store.buyers import COLUMNS
from app.store.records import Buyer
from app.store.rows import read_all
from app.store.tables import BUYERS, REGISTER_ROWS
from app.store.tables.registers import STANDING


def list_unplanned(session: Session, shop_ids: Sequence[int], *, register: str) -> tuple[Buyer, ...]:
    """Return the VIPs of shops for whom no visit stands open in the register, the oldest acquaintance first."""
    rows = REGISTER_ROWS.c
    open_visit = exists().where(
        rows.shop_id == BUYERS.c.shop_id,
        rows.register == register,
        rows.state == STANDING,
        rows.buyer_id == BUYERS.c.vendor_id,
    )
    mine = (BUYERS.c.shop_id.in_(shop_ids), BUYERS.c.is_vip, ~open_visit)
    return read_all(session, Buyer, select(*COLUMNS).where(*mine).order_by(BUYERS.c.id))
