"""What is known about a conversation's order, wherever it is kept: with the order, else with the conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.contract.faults import read_as
from app.contract.requests import KnownFacts
from app.core.search_terms import find_terms
from app.desk.traces import Deed
from app.model import FACT_NAMES, Facts
from app.store.buyers import get_buyer
from app.store.conversations import change_conversation
from app.store.facts import get_facts, put_facts
from app.store.records import Buyer, Conversation
from app.store.search import index_terms

FactsJson = Mapping[str, Any]
"""Facts as the contract writes them: times in RFC 3339, money as decimal text. None takes a fact away."""

ORDER_NO, BUYER_ID = "order_no", "buyer_id"
API, AGENT, DEMO = "api", "agent", "demo"
"""Who said so: a program, somebody at the desk, or the sample shop, whose facts stay samples whoever changes them."""


def kept_facts(session: Session, conversation: Conversation) -> dict[str, Any]:
    """Return what somebody has said of the conversation's order."""
    if conversation.order_no is None:
        return dict(conversation.facts)
    known = get_facts(session, conversation.shop_id, conversation.order_no)
    return {**(known.facts if known else {}), ORDER_NO: conversation.order_no}


def read_facts(session: Session, conversation: Conversation) -> Facts:
    """Return what replies may rest on: what somebody has said, and who the buyer is."""
    facts = as_facts(kept_facts(session, conversation))
    buyer = get_buyer(session, conversation.buyer_id)
    if buyer is None:
        return facts
    return replace(facts, buyer_id=facts.buyer_id or buyer.vendor_id, buyer_name=facts.buyer_name or buyer.name or None)


def as_facts(facts: FactsJson) -> Facts:
    """Return the contract's facts as values; BadInput names each that cannot be used."""
    known = read_as(KnownFacts, facts)
    return Facts(**{name: getattr(known, name) for name in FACT_NAMES})


def change_facts(deed: Deed, conversation: Conversation, changes: FactsJson, *, source: str) -> Conversation:
    """Write what was said over what was known, and return the conversation, which is found by its order's number.

    An order number moves the conversation to that order, with what was known of it while it had none.
    """
    given = {name: value for name, value in changes.items() if name != ORDER_NO}
    order_no = changes.get(ORDER_NO) or conversation.order_no
    if order_no is None:
        facts = _lay(conversation.facts, given)
        return change_conversation(deed.session, conversation.id, at=deed.now, facts=facts)
    _put(deed, conversation, order_no, {**conversation.facts, **given}, source=source)
    index_terms(deed.session, conversation, find_terms(order_no))
    return change_conversation(deed.session, conversation.id, at=deed.now, order_no=order_no, facts={})


def is_order_of(session: Session, buyer: Buyer, order_no: str) -> bool:
    """Return whether an order is known to be the buyer's.

    Any other is for a person to judge: its facts would be told to whoever guesses its number.
    """
    known = get_facts(session, buyer.shop_id, order_no)
    return known is not None and known.facts.get(BUYER_ID) == buyer.vendor_id


def _put(deed: Deed, conversation: Conversation, order_no: str, said: FactsJson, *, source: str) -> None:
    known = get_facts(deed.session, conversation.shop_id, order_no)
    buyer = get_buyer(deed.session, conversation.buyer_id)
    owner = {BUYER_ID: buyer.vendor_id} if buyer else {}
    facts = {**owner, **_lay(known.facts if known else {}, said)}
    kept = DEMO if known and known.source == DEMO else source
    by = deed.actor.user_id
    put_facts(deed.session, conversation.shop_id, order_no, facts, source=kept, at=deed.now, by=by)


def _lay(facts: FactsJson, over: FactsJson) -> dict[str, Any]:
    return {name: value for name, value in {**facts, **over}.items() if value is not None}
