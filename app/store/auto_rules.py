"""On which matters a shop lets a reply go out by itself. Where nothing is kept, nothing does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.store.rows import columns, find_one, insert, read_all
from app.store.tables import AUTO_RULES


@dataclass(frozen=True, slots=True)
class AutoRule:
    """From which confidence (0 to 1) on a reply about an intent goes out by itself in a shop."""

    shop_id: int
    intent: str
    confidence: float
    set_by: int | None
    set_at: datetime


COLUMNS = columns(AUTO_RULES, AutoRule)


def list_rules(session: Session, shop_id: int) -> tuple[AutoRule, ...]:
    """Return the rules of a shop."""
    of_shop = select(*COLUMNS).where(AUTO_RULES.c.shop_id == shop_id)
    return read_all(session, AutoRule, of_shop.order_by(AUTO_RULES.c.intent))


def get_rule(session: Session, shop_id: int, intent: str) -> AutoRule | None:
    """Return the rule of a shop for an intent; None where the switch is off."""
    return find_one(session, AutoRule, AUTO_RULES, shop_id=shop_id, intent=intent)


def set_rule(session: Session, shop_id: int, intent: str, confidence: float, *, by: int | None, at: datetime) -> None:
    """Switch a rule on, or change its confidence."""
    values = {"confidence": confidence, "set_by": by, "set_at": at}
    statement = insert(session, AUTO_RULES).values(shop_id=shop_id, intent=intent, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["shop_id", "intent"], set_=values))


def drop_rule(session: Session, shop_id: int, intent: str) -> bool:
    """Switch a rule off, and return whether it was on."""
    known = (AUTO_RULES.c.shop_id == shop_id, AUTO_RULES.c.intent == intent)
    return session.execute(delete(AUTO_RULES).where(*known).returning(AUTO_RULES.c.intent)).first() is not None
