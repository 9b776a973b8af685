"""When a shop raises an alert about an item (R4)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.kept import AlertRule
from app.store.rows import columns, insert, read_new, read_one
from app.store.tables import ALERT_RULES, SHOPS

COLUMNS = columns(ALERT_RULES, AlertRule)
USUAL = AlertRule(reports=3, days=7)


def get_rule(session: Session, shop_id: int) -> AlertRule:
    """Return a shop's rule; the usual one where nobody has set any."""
    return read_one(session, AlertRule, select(*COLUMNS).where(ALERT_RULES.c.shop_id == shop_id)) or USUAL


def put_rule(session: Session, shop_id: int, rule: AlertRule, *, at: datetime, by: int | None) -> AlertRule:
    """Set a shop's rule and return it."""
    values = {"shop_id": shop_id, "reports": rule.reports, "days": rule.days, "updated_by": by, "updated_at": at}
    statement = insert(session, ALERT_RULES).values(values)
    known = statement.on_conflict_do_update(index_elements=["shop_id"], set_=values)
    return read_new(session, AlertRule, known.returning(*COLUMNS))


def hold_shop(session: Session, shop_id: int) -> None:
    """Let reports of a shop be counted one after the other until the transaction ends."""
    session.execute(select(SHOPS.c.id).where(SHOPS.c.id == shop_id).with_for_update())
