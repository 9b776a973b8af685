"""The handover sheet (R5): what a shift leaves open gathers itself, and the next one ticks it off by noon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.core.spoken_promises import quote_promise
from app.desk.actors import Actor
from app.desk.faults import NotFound
from app.desk.registers.entries import keep, name_batch, take_row, write
from app.desk.registers.shapes import HANDOVER, OPEN, PROMISES
from app.desk.traces import Deed
from app.store.inbox import Filter, list_inbox
from app.store.kept import Entry
from app.store.records import InboxItem, Shop
from app.store.registers import Wanted, list_rows
from app.store.shops import list_shops

MOST = 200
"""Rows and conversations that one sheet gathers."""
DONE = "done"
_PROMISE_KINDS = {"parcel": "parcel"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The handover sheet of a shop: open rows by deadline, those that are late among them, and what is ticked off."""

    open: tuple[Entry, ...]
    late: frozenset[int]
    done: tuple[Entry, ...]

    @classmethod
    def of(cls, still: tuple[Entry, ...], done: tuple[Entry, ...], *, now: datetime) -> Sheet:
        """Return the sheet of these rows; one that is open is late past its deadline."""
        late = frozenset(row.id for row in still if row.due_at is not None and row.due_at <= now)
        return cls(still, late, done)


def gather(session: Session, shop_id: int, *, now: datetime, actor: Actor) -> tuple[Entry, ...]:
    """Write down what is open in a shop, and return the rows that are new; what is on the sheet already stays there.

    That is what was promised, parcels being chased, and conversations that wait, are due or were handed to a
    supervisor. Each is due at its own deadline, at noon of the next shift's day at the latest.
    """
    shop = _find_shop(session, shop_id, actor)
    deed, noon = Deed(session, actor, now), _next_noon(now, ZoneInfo(shop.timezone))
    rows = [*_gather_promises(session, shop), *_gather_conversations(session, shop)]
    kept = (keep(deed, HANDOVER, _complete(row, shop, noon, now)) for row in rows)
    return tuple(row for row in kept if row is not None)


def read_sheet(session: Session, shop_id: int, *, now: datetime, actor: Actor) -> Sheet:
    """Return a shop's sheet as it is now; a row is late past its deadline, noon at the latest."""
    shop = _find_shop(session, shop_id, actor)
    open_rows = list_rows(session, _rows(shop, OPEN), limit=MOST).items
    done = list_rows(session, _rows(shop, DONE, since=now - timedelta(days=3)), limit=MOST).items
    return Sheet.of(open_rows, done, now=now)


def tick_off(session: Session, row_id: int, *, done: bool, now: datetime, actor: Actor) -> Entry:
    """Tick a row of the sheet off, or take the tick back, and return it."""
    row = take_row(session, row_id, actor)
    if row.register != HANDOVER.name:
        raise NotFound("There is no row of that number on your shops' handover sheets.")
    return write(Deed(session, actor, now), row, {"state": DONE if done else OPEN}, batch=name_batch())


def list_late(session: Session, *, now: datetime, actor: Actor) -> tuple[Entry, ...]:
    """Return what is late on the sheets of the actor's shops, the longest overdue first."""
    wanted = Wanted(actor.shop_ids, HANDOVER.name, same={"state": OPEN}, due_before=now, by_due=True)
    return list_rows(session, wanted, limit=MOST).items


def _rows(shop: Shop, state: str, *, since: datetime | None = None) -> Wanted:
    return Wanted((shop.id,), HANDOVER.name, since=since, same={"state": state}, by_due=True)


def _gather_promises(session: Session, shop: Shop) -> Iterator[dict[str, Any]]:
    wanted = Wanted((shop.id,), PROMISES.name, same={"state": OPEN}, by_due=True)
    names = ("conversation_id", "buyer_id", "buyer_name", "order_no", "text", "due_at", "owner_id")
    for row in list_rows(session, wanted, limit=MOST).items:
        kept = {name: getattr(row, name) for name in names}
        if row.text and row.due_at:
            kept["text"] = quote_promise(row.text, by=row.due_at.astimezone(ZoneInfo(shop.timezone)))
        yield {**kept, "origin": f"promise:{row.id}", "kind": _PROMISE_KINDS.get(row.kind or "", "promise")}


def _gather_conversations(session: Session, shop: Shop) -> Iterator[dict[str, Any]]:
    for item in list_inbox(session, Filter((shop.id,)), limit=MOST).items:
        kind = _name_kind(item)
        if kind is not None:
            conversation, buyer = item.conversation, item.buyer
            yield {
                "origin": f"conversation:{conversation.id}",
                "conversation_id": conversation.id,
                "buyer_id": buyer.vendor_id,
                "buyer_name": buyer.name or None,
                "order_no": conversation.order_no,
                "text": conversation.escalated_because or conversation.last_text or None,
                "due_at": conversation.due_at,
                "owner_id": conversation.assignee_id,
                "kind": kind,
            }


def _name_kind(item: InboxItem) -> str | None:
    if item.conversation.state == "escalated":
        return "escalated"
    if item.conversation.waiting_since is not None:
        return "unanswered"
    return None


def _complete(row: dict[str, Any], shop: Shop, noon: datetime, now: datetime) -> dict[str, Any]:
    due = row["due_at"]
    # What was overdue when it was handed over is the next shift's to do by noon, not late before it began.
    kept = due if due is not None and now < due < noon else noon
    return {**row, "shop_id": shop.id, "state": OPEN, "happened_at": now, "due_at": kept}


def _next_noon(now: datetime, zone: ZoneInfo) -> datetime:
    """Return by when the next shift must be through: today's noon for who hands over before six, else tomorrow's."""
    here = now.astimezone(zone)
    day = here.date() if here.time() < time(6) else here.date() + timedelta(days=1)
    return datetime.combine(day, time(12), tzinfo=zone)


def _find_shop(session: Session, shop_id: int, actor: Actor) -> Shop:
    found = next((shop for shop in list_shops(session) if shop.id == shop_id and shop_id in actor.shop_ids), None)
    if found is None:
        raise NotFound("There is no shop of that number that is yours.")
    return found
