"""Events that are parked, put into a store without a vendor."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from app.channels.incoming import Incoming
from app.channels.taking import write_incoming
from app.desk.actors import Actor
from app.desk.receive import Opening, begin
from app.store.database import Store
from app.store.hook_events import NewHookEvent, finish_event, keep_event, link_event
from app.store.shops import find_shop

NUMBERS = count(1)


def park(store: Store, channel: str, reason: str, *, at: datetime, shop: str = "", name: str = "林小姐") -> int:
    """Park an event of a channel and return its number; at the desk of `shop` where that is given."""
    number = f"v{next(NUMBERS)}"
    message = Incoming(vendor_id=number, thread=number, buyer_id="b1", text="在吗", buyer_name=name)
    with store.transaction() as session:
        new = NewHookEvent(channel, number, number, f"trace-{number}", write_incoming(message))
        event = keep_event(session, new, at=at)
        assert event is not None
        if shop:
            found = find_shop(session, shop)
            assert found is not None
            opening = Opening(shop=shop, channel=channel, conversation_id=number, buyer_id="b1", buyer_name=name)
            talk = begin(session, opening, now=at, actor=Actor("system", None, (found.id,)))
            link_event(session, event, conversation_id=talk.id, message_id=1)
        finish_event(session, event, "parked", at=at, reason=reason)
    return event
