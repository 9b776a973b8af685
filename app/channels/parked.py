"""What channels brought and no try could answer: whose it is to look after, and putting it back to the beginning."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.traces import Deed
from app.store.conversations import get_conversation
from app.store.hook_events import get_event, replay_event
from app.store.parked import Pile, list_parked_ids
from app.store.shops import list_shops

if TYPE_CHECKING:
    from app.channels.switchboard import Channel

EVENT = "event"
"""The kind of thing, as the audit log speaks of it."""


def find_pile(session: Session, channels: Mapping[str, Channel], actor: Actor) -> Pile:
    """Return what is parked for `actor`: of the shops they lead; for who leads all, of channels that are gone too."""
    shops = {shop.slug: shop.id for shop in list_shops(session)}
    if set(shops.values()) <= set(actor.leads):
        return Pile(actor.leads, None)
    theirs = [name for name, channel in channels.items() if shops.get(channel.row.shop) in actor.leads]
    return Pile(actor.leads, tuple(theirs))


def replay(
    deed: Deed, channels: Mapping[str, Channel], pile: Pile, among: Collection[int] | None = None
) -> tuple[int, ...]:
    """Put what is parked back to the beginning, or those `among` it, and return the numbers.

    A message is at the desk once for good, so only what failed is tried anew.
    """
    chosen = [number for number in list_parked_ids(deed.session, pile, among) if replay_event(deed.session, number)]
    shops = {shop.slug: shop.id for shop in list_shops(deed.session)} if chosen else {}
    of_channel = {name: shops[channel.row.shop] for name, channel in channels.items() if channel.row.shop in shops}
    for number in chosen:
        _audit(deed, number, of_channel)
    return tuple(chosen)


def _audit(deed: Deed, number: int, of_channel: Mapping[str, int]) -> None:
    event = get_event(deed.session, number)
    assert event is not None  # noqa: S101  it was put back in this transaction
    at_desk = get_conversation(deed.session, event.conversation_id or 0, shop_ids=deed.actor.leads)
    # A channel that is gone is looked after by who leads every shop: the oldest one stands for it.
    shop_id = at_desk.shop_id if at_desk else of_channel.get(event.channel, min(deed.actor.leads))
    data = {"channel": event.channel, "conversation": event.conversation_id, "trace": event.trace}
    deed.audit_on("event.replayed", EVENT, number, shop_id=shop_id, data=data)
