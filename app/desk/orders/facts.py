"""What is known about an order, written by a program or an agent who names the order itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.drafter import Drafter
from app.desk.drafting import redraft
from app.desk.faults import NotFound, refuse
from app.desk.known import AGENT, API, DEMO, ORDER_NO, FactsJson, as_facts
from app.desk.traces import SHOP, Deed
from app.store.conversations import list_of_order
from app.store.facts import get_facts, put_facts
from app.store.locks import lock_conversation
from app.store.records import OrderFacts, Shop
from app.store.shops import find_shop


def put_order(
    session: Session, engine: Drafter, slug: str, order_no: str, facts: FactsJson, *, now: datetime, actor: Actor
) -> OrderFacts:
    """Lay facts over what is known about an order, and return it; the drafts of its conversations follow.

    A fact that is None is not known any more; one that is not named stays. BadInput names each that cannot be used.
    """
    if not order_no.strip() or facts.get(ORDER_NO, order_no) != order_no:
        raise refuse(ORDER_NO, "is blank, or another one than the path names")
    as_facts(facts)
    shop, deed = _find_shop(session, slug, actor), Deed(session, actor, now)
    known = get_facts(session, shop.id, order_no)
    laid = {**(known.facts if known else {}), **facts}
    kept = {name: value for name, value in laid.items() if value is not None and name != ORDER_NO}
    source = DEMO if known and known.source == DEMO else API if actor.kind == "key" else AGENT
    order = put_facts(session, shop.id, order_no, kept, source=source, at=now, by=actor.user_id)
    deed.audit_on("order.set", SHOP, shop.id, shop_id=shop.id, data={"order_no": order_no, "names": sorted(facts)})
    for conversation in list_of_order(session, shop.id, order_no):
        held = lock_conversation(session, conversation.id, shop_ids=actor.shop_ids)
        if held is not None:
            redraft(deed, engine, held)
    return order


def see_order(session: Session, slug: str, order_no: str, *, actor: Actor) -> OrderFacts:
    """Return what is known about an order; NotFound where nobody has said anything of it."""
    order = get_facts(session, _find_shop(session, slug, actor).id, order_no)
    if order is None:
        raise NotFound("Nothing is known about an order of that number.")
    return order


def _find_shop(session: Session, slug: str, actor: Actor) -> Shop:
    shop = find_shop(session, slug)
    if shop is None or shop.id not in actor.shop_ids:
        raise refuse("shop", f"there is no shop {slug} of yours")
    return shop
