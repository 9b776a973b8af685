"""Facts, notes, ticks, logs, feedback."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.store.audit import Act, list_acts, list_acts_on, note_act
from app.store.facts import get_facts, put_facts
from app.store.feedback import add_feedback, list_feedback, list_feedback_of
from app.store.log import add_entry, list_entries, list_entries_of
from app.store.notes import add_note, list_notes, remove_note
from app.store.ticks import list_ticks, tick_step, untick_step

from .people import Desk


def test_the_facts_of_an_order_are_those_put_last(session: Session, desk: Desk) -> None:
    anna = desk.user()
    put_facts(session, desk.shop.id, "123", {"price_paid": "199.00"}, source="import", at=desk.now)
    put_facts(session, desk.shop.id, "123", {"price_paid": "159.00"}, source="agent", at=desk.at(5), by=anna.id)
    found = get_facts(session, desk.shop.id, "123")
    assert found is not None
    assert (found.facts, found.source, found.updated_by) == ({"price_paid": "159.00"}, "agent", anna.id)
    assert found.updated_at == desk.at(5)
    assert get_facts(session, desk.shop.id, "124") is None
    assert get_facts(session, desk.shop.id + 1, "123") is None


def test_notes_are_read_by_order_and_by_conversation(session: Session, desk: Desk) -> None:
    here, shop_id = desk.conversation(), desk.shop.id
    first = add_note(session, shop_id, "发顺丰", at=desk.now, order_no="123")
    second = add_note(session, shop_id, "晚上再打电话", at=desk.at(1), conversation_id=here.id)
    third = add_note(session, shop_id, "已补发", at=desk.at(2), order_no="123", conversation_id=here.id)
    assert list_notes(session, shop_id, order_no="123", conversation_id=here.id) == (third, second, first)
    assert list_notes(session, shop_id, order_no="123", conversation_id=None) == (third, first)
    assert list_notes(session, shop_id + 1, order_no="123", conversation_id=here.id) == ()
    assert list_notes(session, shop_id, order_no=None, conversation_id=None) == ()
    assert remove_note(session, first.id, shop_id=shop_id + 1) is None
    assert remove_note(session, first.id, shop_id=shop_id) == first
    assert list_notes(session, shop_id, order_no="123", conversation_id=None) == (third,)


def test_a_note_about_nothing_is_refused(session: Session, desk: Desk) -> None:
    with pytest.raises(IntegrityError), session.begin_nested():
        add_note(session, desk.shop.id, "?", at=desk.now)


def test_a_step_is_ticked_once_and_can_be_unticked(session: Session, desk: Desk) -> None:
    here, anna, bob = desk.conversation(), desk.user("anna"), desk.user("bob")
    tick_step(session, here.id, "核对成交价", by=anna.id, at=desk.now)
    tick_step(session, here.id, "核对成交价", by=bob.id, at=desk.at(5))
    tick_step(session, here.id, "长" * 500, by=bob.id, at=desk.at(6))
    assert [(tick.step, tick.done_by) for tick in list_ticks(session, here.id)] == [
        ("核对成交价", anna.id),
        ("长" * 200, bob.id),
    ]
    untick_step(session, here.id, "长" * 500)
    untick_step(session, here.id, "核对成交价")
    assert list_ticks(session, here.id) == ()


def test_the_log_of_a_conversation_names_its_order(session: Session, desk: Desk) -> None:
    here = desk.conversation(order_no="123")
    first = add_entry(session, here, "sent", "已回复", at=desk.now, data={"draft": 1})
    second = add_entry(session, here, "promise", "48 小时内补发", at=desk.at(1), by=desk.user().id)
    add_entry(session, desk.conversation("c2"), "done", "完结", at=desk.at(2))
    assert (first.order_no, first.data) == ("123", {"draft": 1})
    assert list_entries_of(session, here) == (first, second)
    assert list_entries(session, [desk.shop.id], order_no="123").items == (second, first)
    page = list_entries(session, [desk.shop.id], limit=2)
    assert [entry.kind for entry in page.items] == ["done", "promise"]
    assert list_entries(session, [desk.shop.id], limit=2, cursor=page.next).items == (first,)
    assert list_entries(session, [desk.shop.id + 1]).items == ()


def test_the_audit_log_tells_who_did_what_to_what(session: Session, desk: Desk) -> None:
    anna = desk.user()
    for number, action in enumerate(("message.sent", "draft.rejected", "message.sent")):
        act = Act(action, "user", anna.id, desk.shop.id, "conversation", number % 2, "10.0.0.1")
        note_act(session, act, at=desk.at(number), data={"n": number})
    note_act(session, Act("shop.added", "system"), at=desk.at(9))
    page = list_acts(session, limit=2)
    assert [entry.action for entry in page.items] == ["shop.added", "message.sent"]
    assert [entry.data["n"] for entry in list_acts(session, cursor=page.next).items] == [1, 0]
    assert [entry.data["n"] for entry in list_acts(session, shop_id=desk.shop.id).items] == [2, 1, 0]
    assert [entry.data["n"] for entry in list_acts_on(session, "conversation", 0)] == [0, 2]


def test_what_a_message_means_is_kept_beside_what_it_was_taken_for(session: Session, desk: Desk) -> None:
    message, anna = desk.say(desk.conversation()).message, desk.user()
    said = add_feedback(session, message.id, was=[], intents=["sizing", "refund"], by=anna.id, at=desk.now)
    assert (said.was, said.intents) == ((), ("sizing", "refund"))
    assert list_feedback_of(session, message.id) == (said,)
    assert list_feedback(session, since=desk.now, till=desk.at(1)) == (said,)
    assert list_feedback(session, since=desk.at(-1), till=desk.now) == ()
