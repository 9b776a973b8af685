"""Parcels and promises being chased (L1–L9): a row for each promise of a reply, closed when the buyer was told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.core.consequences import NEXT_WORD, PROMISED
from app.desk.known import kept_facts
from app.desk.registers.entries import keep, name_batch, write
from app.desk.registers.shapes import OPEN, PROMISES
from app.desk.traces import Deed
from app.store.buyers import get_buyer
from app.store.kept import Entry
from app.store.records import Conversation
from app.store.registers import Wanted, list_rows

ANSWER, REFUND, PARCEL, OTHER = "answer", "refund", "parcel", "other"
KINDS: Mapping[str, str] = {
    PROMISED: ANSWER,
    NEXT_WORD: ANSWER,
    "parcel_solved": PARCEL,
    "refund_timing": REFUND,
    "refund_after_return": REFUND,
}
TOLD = (ANSWER, REFUND, OTHER)
"""What the next word to the buyer keeps. A parcel is chased until it has come, whatever is told meanwhile."""
EVERYTHING = (*TOLD, PARCEL)
MOST = 100


def close_promises(deed: Deed, conversation: Conversation, *, kinds: tuple[str, ...] = EVERYTHING) -> tuple[Entry, ...]:
    """Close what was promised in a conversation, and return the rows that were open."""
    same = {"conversation_id": conversation.id, "state": OPEN, "kind": kinds}
    wanted = Wanted((conversation.shop_id,), PROMISES.name, same=same)
    standing = list_rows(deed.session, wanted, limit=MOST).items
    batch = name_batch()
    return tuple(write(deed, row, {"state": "done"}, batch=batch) for row in standing)


def open_promise(deed: Deed, conversation: Conversation, what: str, *, by: datetime, text: str) -> Entry | None:
    """Write down what the shop has promised, to be chased; None where the same is open already.

    `what` is what the deadline is called, `text` the reply in which it stands.
    """
    facts, buyer = kept_facts(deed.session, conversation), get_buyer(deed.session, conversation.buyer_id)
    values = {
        "shop_id": conversation.shop_id,
        "conversation_id": conversation.id,
        "origin": f"{what}:{conversation.id}"[:200],
        "state": OPEN,
        "happened_at": deed.now,
        "kind": KINDS.get(what, OTHER),
        "due_at": by,
        "text": text,
        "owner_id": conversation.assignee_id or deed.actor.user_id,
        "buyer_id": buyer.vendor_id if buyer else None,
        "buyer_name": (buyer.name or None) if buyer else None,
        "order_no": conversation.order_no,
        "carrier": facts.get("carrier"),
        "tracking_no": facts.get("tracking_no"),
    }
    return keep(deed, PROMISES, values)
