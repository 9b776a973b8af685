"""One step from a conversation to a register: what is known of the case fills the row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.conversations import see_conversation, shop_of
from app.desk.known import kept_facts
from app.desk.readings import meant_by
from app.desk.registers.adding import add
from app.desk.registers.shapes import find_register
from app.desk.registers.values import Values
from app.desk.traces import Deed
from app.model import SlotKind
from app.store.buyers import get_buyer
from app.store.conversations import change_conversation
from app.store.drafts import list_of_message
from app.store.kept import Entry
from app.store.messages import find_last_of_buyer
from app.store.records import Conversation

REGISTERED = "registered"
"""The kind of line in the after-sales log that tells of a row."""
LONGEST_QUOTE = 500
KINDS: Mapping[str, Mapping[str, str]] = {
    "wrong_shipments": {"wrong_item": "wrong_item", "missing_item": "missing", "extra_item": "extra"},
    "courier_claims": {
        "parcel_not_received": "loss",
        "signed_not_received": "loss",
        "damaged_parcel": "damage",
    },
    "product_reports": {
        "quality_problem": "fault",
        "not_as_described": "style",
        "sizing": "size",
        "color_difference": "color",
    },
    "vip_visits": dict.fromkeys(("quality_problem", "wrong_item", "damaged_parcel"), "remedy"),
    "promises": {"parcel_not_received": "parcel", "signed_not_received": "parcel", "refund_progress": "refund"},
}
"""Which kind of row a matter makes, register by register."""
TRACKING_NO = "tracking_no"
USUAL = {"wrong_shipments": "wrong_item", "courier_claims": "loss", "product_reports": "fault", "vip_visits": "monthly"}
"""The kind of row where the matter says nothing."""


def suggest(session: Session, conversation_id: int, register_name: str, *, actor: Actor) -> dict[str, Any]:
    """Return what is known of a conversation as the register's columns, ready for a form; unknown ones are left out."""
    register = find_register(register_name)
    conversation = see_conversation(session, conversation_id, actor)
    facts = _tell_facts(session, conversation)
    said = _tell_message(session, conversation, register.name)
    # What is on file goes before what somebody said: the price of what was lost, before an amount that was granted.
    known = {**said, **{name: value for name, value in facts.items() if value}}
    given = {column.name for column in register.columns if column.given}
    return {name: value for name, value in known.items() if name in given and value is not None}


def register_case(
    session: Session, conversation_id: int, register_name: str, given: Values, *, now: datetime, actor: Actor
) -> Entry:
    """Add a row about a conversation, filled with what is known wherever `given` says nothing else, and return it."""
    conversation = see_conversation(session, conversation_id, actor)
    values = {**suggest(session, conversation_id, register_name, actor=actor), **given}
    about = {"shop_id": conversation.shop_id, "conversation_id": conversation.id}
    row = add(session, register_name, values, **about, now=now, actor=actor)
    Deed(session, actor, now).log(conversation, REGISTERED, row.register, row=row.id, register=row.register)
    change_conversation(session, conversation.id, at=now)
    return row


def _tell_facts(session: Session, conversation: Conversation) -> dict[str, Any]:
    facts, buyer = kept_facts(session, conversation), get_buyer(session, conversation.buyer_id)
    names = ("item", "carrier", TRACKING_NO, "currency")
    return {
        **{name: facts.get(name) for name in names},
        "order_no": conversation.order_no,
        "buyer_id": buyer.vendor_id if buyer else None,
        "buyer_name": (buyer.name or None) if buyer else None,
        "amount": facts.get("price_paid"),
    }


def _tell_message(session: Session, conversation: Conversation, register: str) -> dict[str, Any]:
    """Return what the buyer's last message says: its words, its matter, numbers and amounts named in it."""
    message = find_last_of_buyer(session, conversation.id)
    reading = (message.reading if message else None) or {}
    meant = meant_by(message.reading if message else None) or ((conversation.intent,) if conversation.intent else ())
    kinds = KINDS.get(register, {})
    kind = next((kinds[intent] for intent in meant if intent in kinds), USUAL.get(register))
    drafts = list_of_message(session, message.id) if message else ()
    decided = dict(_tell_decisions(drafts[-1].answer)) if drafts else {}
    return {
        **dict(_tell_slots(reading)),
        **decided,
        "kind": kind,
        "topic": _find_topic(reading, meant),
        "text": message.text[:LONGEST_QUOTE] if message else None,
        "currency": decided.get("currency") or shop_of(session, conversation).currency,
    }


def _tell_slots(reading: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for slot in reading.get("slots", ()):
        if slot["kind"] == SlotKind.TRACKING_NO:
            yield TRACKING_NO, slot["value"]


def _tell_decisions(answer: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the amount that was decided first, and the decision as the remedy."""
    for decision in answer["decisions"]:
        if decision["outcome"] == "eligible":
            yield "remedy", decision["because"]["zh"]
            if decision["amount"]:
                yield from (("amount", decision["amount"]), ("currency", decision["currency"]))
            return


def _find_topic(reading: Mapping[str, Any], meant: tuple[str, ...]) -> str | None:
    """Return the buyer's own word for the matter, as the classifier found it; None where no word stands out."""
    for intent in reading.get("intents", ()):
        if intent["id"] in meant[:1]:
            words = (sign["text"] for sign in intent["evidence"] if sign["kind"] == "word")
            return next(words, None)
    return None
