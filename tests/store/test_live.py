"""What passes: live updates, who is where, requests that come twice, sample rows."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.store import events
from app.store.buyers import find_or_add_buyer, get_buyer
from app.store.conversations import find_or_add_conversation, get_conversation
from app.store.database import Store
from app.store.demo import count_demo, remove_demo
from app.store.drafts import NewDraft, offer_drafts
from app.store.facts import get_facts, put_facts
from app.store.feedback import add_feedback
from app.store.idempotency import claim_key, forget_keys, keep_answer
from app.store.log import add_entry
from app.store.notes import add_note, list_notes
from app.store.presence import be_in, leave, list_present
from app.store.search import index_terms
from app.store.shops import list_shops
from app.store.tables import DraftRow, FeedbackRow, LogRow, MessageRow, TermRow, TickRow
from app.store.ticks import tick_step

from .people import Desk


def test_changes_are_told_once_the_transaction_is_kept(store: Store, desk: Desk) -> None:
    here = desk.say(desk.conversation()).conversation
    assert events.read_last_id(desk.session) == 0
    events.write_waiting(desk.session)
    events.write_waiting(desk.session)
    (told,) = events.list_events(desk.session, after=0, shop_ids=[desk.shop.id])
    assert (told.kind, told.conversation_id, told.at) == ("conversation", here.id, desk.now)
    assert events.list_events(desk.session, after=told.id, shop_ids=[desk.shop.id]) == ()
    assert events.list_events(desk.session, after=0, shop_ids=[desk.shop.id + 1]) == ()


def test_numbers_of_events_go_on_after_all_were_forgotten(desk: Desk) -> None:
    def tell() -> int:
        events.tell(desk.session, "x", shop_id=1, conversation_id=None, at=desk.now)
        events.write_waiting(desk.session)
        return events.read_last_id(desk.session)

    before = tell()
    events.forget_events(desk.session, before=desk.at(1))
    assert events.read_last_id(desk.session) == 0
    assert tell() > before


def test_somebody_is_in_the_conversation_they_showed_up_in_last(session: Session, desk: Desk) -> None:
    anna, bob = desk.user("Anna"), desk.user("Bob")
    first, second = desk.conversation("c1"), desk.conversation("c2")
    be_in(session, anna.id, first, at=desk.now, typing=False)
    be_in(session, bob.id, first, at=desk.now, typing=True)
    be_in(session, anna.id, second, at=desk.at(5), typing=True)
    here = [(one.shown_name, one.conversation_id, one.typing_at) for one in _present(session, desk, [1, 2])]
    assert here == [("Anna", second.id, desk.at(5)), ("Bob", first.id, desk.now)]
    be_in(session, anna.id, second, at=desk.at(9), typing=False)
    assert [one.typing_at for one in _present(session, desk, [second.id])] == [None]
    leave(session, anna.id, at=desk.at(9))
    leave(session, anna.id, at=desk.at(9))
    assert _present(session, desk, [second.id]) == _present(session, desk, []) == ()


def test_whoever_was_not_seen_lately_is_not_there(session: Session, desk: Desk) -> None:
    here = desk.conversation()
    be_in(session, desk.user().id, here, at=desk.now, typing=True)
    assert list_present(session, [here.id], since=desk.at(1)) == ()


def _present(session: Session, desk: Desk, conversations: list[int]) -> object:
    return list_present(session, conversations, since=desk.at(-60))


def test_a_request_that_comes_again_gets_the_same_answer(session: Session, desk: Desk) -> None:
    assert claim_key(session, "key-1", "abc", request_hash="h", at=desk.now) is None
    keep_answer(session, "key-1", "abc", status=201, response={"id": 7})
    again = claim_key(session, "key-1", "abc", request_hash="other", at=desk.at(5))
    assert again is not None
    assert (again.request_hash, again.status, again.response) == ("h", 201, {"id": 7})
    assert claim_key(session, "key-2", "abc", request_hash="h", at=desk.now) is None
    forget_keys(session, before=desk.at(1))
    assert claim_key(session, "key-1", "abc", request_hash="h", at=desk.now) is None


def test_the_sample_shop_goes_without_a_trace(session: Session, desk: Desk) -> None:
    kept = desk.say(desk.conversation("real", buyer="小云")).conversation
    gone = _add_sample(session, desk)
    assert count_demo(session, desk.shop.id) == 1
    assert remove_demo(session, desk.shop.id) == 1
    assert count_demo(session, desk.shop.id) == remove_demo(session, desk.shop.id) == 0
    assert get_conversation(session, gone, shop_ids=[desk.shop.id]) is None
    assert get_conversation(session, kept.id, shop_ids=[desk.shop.id]) == kept
    assert get_buyer(session, kept.buyer_id) is not None
    assert get_facts(session, desk.shop.id, "D1") is None
    assert list_notes(session, desk.shop.id, order_no="D1", conversation_id=None) == ()
    left = {row: session.scalar(select(func.count()).select_from(row)) for row in (DraftRow, FeedbackRow, LogRow)}
    assert set(left.values()) == {0}
    assert session.scalar(select(func.count()).select_from(MessageRow)) == 1
    assert session.scalar(select(func.count()).select_from(TermRow)) == 0
    assert session.scalar(select(func.count()).select_from(TickRow)) == 0


def _add_sample(session: Session, desk: Desk) -> int:
    buyer = find_or_add_buyer(session, desk.shop.id, "demo-1", at=desk.now, is_demo=True)
    sample = find_or_add_conversation(
        session, buyer, channel="demo", vendor_id="d1", platform="taobao", at=desk.now, is_demo=True
    )
    message = desk.say(sample).message
    offer_drafts(session, message, [NewDraft("t", "standard", "zh", "x", "x", {})], at=desk.now)
    add_feedback(session, message.id, was=[], intents=["sizing"], by=None, at=desk.now)
    add_entry(session, sample, "sent", "x", at=desk.now)
    tick_step(session, sample.id, "x", by=None, at=desk.now)
    index_terms(session, sample, ["退"])
    be_in(session, desk.user().id, sample, at=desk.now, typing=True)
    put_facts(session, desk.shop.id, "D1", {}, source="demo", at=desk.now)
    add_note(session, desk.shop.id, "x", at=desk.now, order_no="D1")
    return sample.id


def test_a_shop_is_there_without_samples(store: Store) -> None:
    with store.reading() as session:
        assert count_demo(session, list_shops(session)[0].id) == 0
