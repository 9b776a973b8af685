"""Somebody adds a row to a register."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.conversations import see_conversation
from app.desk.faults import NotFound, refuse
from app.desk.registers.alerts import raise_alert
from app.desk.registers.entries import keep
from app.desk.registers.shapes import OPEN, PRODUCT_REPORTS, find_register
from app.desk.registers.values import Values, find_lacking, read_values
from app.desk.traces import Deed
from app.errors import BadInput
from app.store.kept import Entry


def add(
    session: Session,
    register_name: str,
    given: Values,
    *,
    shop_id: int,
    now: datetime,
    actor: Actor,
    conversation_id: int | None = None,
) -> Entry:
    """Add a row to a register of a shop, and return it; BadInput names every column that cannot be so.

    A report about an item may raise an alert (R4).
    """
    register = find_register(register_name)
    if shop_id not in actor.shop_ids:
        raise NotFound("There is no shop of that number that is yours.")
    if conversation_id is not None and see_conversation(session, conversation_id, actor).shop_id != shop_id:
        raise refuse("conversation", "is another shop's")
    values = {"happened_at": now, "state": OPEN, **read_values(register, given)}
    if faults := find_lacking(register, values):
        raise BadInput(faults)
    deed = Deed(session, actor, now)
    row = keep(deed, register, {**values, "shop_id": shop_id, "conversation_id": conversation_id})
    assert row is not None  # noqa: S101  only a row with an origin can be there already
    if register is PRODUCT_REPORTS:
        raise_alert(deed, row)
    return row
