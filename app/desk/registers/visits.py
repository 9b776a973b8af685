"""VIP visits (R8, S6): each VIP is called on once a month, and what became of it is written down."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.conversations import see_conversation
from app.desk.registers.entries import keep
from app.desk.registers.shapes import OPEN, VIP_VISITS
from app.desk.traces import Deed
from app.store.buyers import change_buyer
from app.store.conversations import change_conversation
from app.store.kept import Entry
from app.store.records import Buyer
from app.store.registers import Wanted, list_rows
from app.store.vips import list_unplanned

MONTHLY = "monthly"
APART = timedelta(days=30)
"""Between two visits (S6: once a month)."""


def plan_visits(session: Session, *, now: datetime, actor: Actor) -> tuple[Entry, ...]:
    """Write down a visit for each VIP of the actor's shops who has none open, and return the new ones.

    It is due a month after the last one was done, else now. Safe to call again.
    """
    deed = Deed(session, actor, now)
    planned: list[Entry] = []
    for buyer in list_unplanned(session, actor.shop_ids, register=VIP_VISITS.name):
        last = _last_done(session, buyer.shop_id, buyer.vendor_id)
        values = {
            "shop_id": buyer.shop_id,
            "state": OPEN,
            "happened_at": now,
            "origin": f"vip:{buyer.id}",
            "kind": MONTHLY,
            "buyer_id": buyer.vendor_id,
            "buyer_name": buyer.name or None,
            "due_at": max(last + APART, now) if last else now,
            **({"is_demo": True} if buyer.is_demo else {}),
        }
        row = keep(deed, VIP_VISITS, values)
        planned += [row] if row else []
    return tuple(planned)


def set_vip(session: Session, conversation_id: int, *, is_vip: bool, now: datetime, actor: Actor) -> Buyer:
    """Put the buyer of a conversation on the list of VIPs, or take them off it, and return them.

    Who is put on it is called on from now on; visits that are planned already stay.
    """
    conversation = see_conversation(session, conversation_id, actor)
    buyer = change_buyer(session, conversation.buyer_id, is_vip=is_vip)
    deed = Deed(session, actor, now)
    deed.audit("buyer.vip" if is_vip else "buyer.no_vip", conversation, buyer=buyer.id)
    change_conversation(session, conversation.id, at=now)
    return buyer


def _last_done(session: Session, shop_id: int, buyer_id: str) -> datetime | None:
    done = Wanted((shop_id,), VIP_VISITS.name, same={"buyer_id": buyer_id, "state": "done"})
    moments = [row.done_at for row in list_rows(session, done, limit=200).items if row.done_at]
    return max(moments, default=None)
