"""Many conversations at once, for measuring what a full database costs. Nothing else writes rows in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Table, insert, text
from sqlalchemy.orm import Session

from app.store.records import Shop
from app.store.tables import BUYERS, CONVERSATIONS, MESSAGES, TERMS
from app.store.times import FAR

INTENTS = ("sizing", "refund_progress", "parcel_not_received", "quality_problem", None)
STATES = ("open", "open", "open", "escalated", "snoozed", "done", "done", "done")
EVERYWHERE, HALF, SOME = "退", "款", "裙"
"""Terms that every conversation has, every second one, every hundredth one."""

_BATCH = 2000


def fill_inbox(session: Session, shop: Shop, *, conversations: int, messages: int, at: datetime) -> None:
    """Add `conversations` with `messages` each to a shop that has none, and let the database look at them."""
    numbers = range(1, conversations + 1)
    _insert(session, BUYERS, (_make_buyer(number, shop, at) for number in numbers))
    _insert(session, CONVERSATIONS, (_make_conversation(number, shop, messages, at) for number in numbers))
    _insert(session, MESSAGES, _make_messages(numbers, shop, messages, at))
    _insert(session, TERMS, _make_terms(numbers, shop))
    if session.get_bind().dialect.name == "postgresql":
        # It does so by itself a minute after many rows have changed.
        session.execute(text("ANALYZE"))


def _insert(session: Session, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        session.execute(insert(table), batch)


def _make_buyer(number: int, shop: Shop, at: datetime) -> dict[str, Any]:
    return {
        "id": number,
        "shop_id": shop.id,
        "vendor_id": f"buyer-{number}",
        "name": f"买家{number}",
        "is_vip": number % 50 == 0,
        "note": "",
        "is_demo": False,
        "created_at": at,
    }


def _make_conversation(number: int, shop: Shop, messages: int, at: datetime) -> dict[str, Any]:
    due = at + timedelta(seconds=number * 7919 % 86_400) if number % 3 else None
    return {
        "id": number,
        "shop_id": shop.id,
        "buyer_id": number,
        "channel": "bench",
        "vendor_id": str(number),
        "platform": shop.platform,
        "state": STATES[number % len(STATES)],
        "rank": 0 if number % 40 == 0 else 1,
        "intent": INTENTS[number % len(INTENTS)],
        "order_no": f"{number:018}",
        "facts": {},
        "waiting_since": at,
        "clock_due_at": due,
        "due_at": due,
        "order_at": due or FAR,
        "last_message_at": at,
        "last_text": "退款什么时候到账",
        "message_count": messages,
        "is_demo": False,
        "created_at": at,
        "updated_at": at,
        "version": 1,
    }


def _make_messages(numbers: Iterable[int], shop: Shop, messages: int, at: datetime) -> Iterator[dict[str, Any]]:
    for number in numbers:
        for place in range(messages):
            moment = at - timedelta(days=number % 60, seconds=messages - place)
            yield {
                "shop_id": shop.id,
                "conversation_id": number,
                "author": "agent" if place % 2 else "buyer",
                "text": f"退款什么时候到账 {number}-{place}",
                "sent_at": moment,
                "received_at": moment,
                "intent": None if place % 2 else INTENTS[number % len(INTENTS)],
                "abstained": None if place % 2 else INTENTS[number % len(INTENTS)] is None,
            }


def _make_terms(numbers: Iterable[int], shop: Shop) -> Iterator[dict[str, Any]]:
    for number in numbers:
        own = (
            f"n{number}",
            f"n{number // 10}x",
            f"n{number % 10}y",
            *(f"w{number * step % 997}" for step in range(16)),
        )
        shared = (EVERYWHERE, *([HALF] if number % 2 else []), *([SOME] if number % 100 == 0 else []))
        for term in dict.fromkeys((*own, *shared)):
            yield {"shop_id": shop.id, "term": term, "conversation_id": number}
