"""Messages and what they mean for their conversation."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.store.buyers import change_buyer, find_buyer, find_or_add_buyer, get_buyer
from app.store.conversations import (
    change_conversation,
    find_conversation,
    get_conversation,
    list_of_buyer,
    list_of_order,
    list_to_wake,
)
from app.store.messages import find_last_of_buyer, get_message, list_messages, set_reading

from .people import Desk


def test_a_buyer_who_writes_again_is_the_same_buyer(session: Session, desk: Desk) -> None:
    first = find_or_add_buyer(session, desk.shop.id, "tb_1", at=desk.now, name="小云")
    again = find_or_add_buyer(session, desk.shop.id, "tb_1", at=desk.at(60))
    assert again == first == find_buyer(session, desk.shop.id, "tb_1")
    assert find_or_add_buyer(session, desk.shop.id, "tb_1", at=desk.now, name="云").name == "云"
    assert change_buyer(session, first.id, is_vip=True, note="喜欢顺丰").is_vip
    assert get_buyer(session, first.id + 1) is None


def test_a_conversation_that_goes_on_is_the_same_conversation(session: Session, desk: Desk) -> None:
    first = desk.conversation("c1", state="done")
    assert desk.conversation("c1") == first
    assert find_conversation(session, desk.shop.id, channel="api", vendor_id="c1") == first
    assert find_conversation(session, desk.shop.id, channel="manual", vendor_id="c1") is None


def test_another_shops_conversation_is_not_there(session: Session, desk: Desk) -> None:
    mine = desk.conversation()
    assert get_conversation(session, mine.id, shop_ids=[desk.shop.id]) == mine
    assert get_conversation(session, mine.id, shop_ids=[desk.shop.id + 1]) is None
    assert get_conversation(session, mine.id, shop_ids=[]) is None


def test_every_change_counts_the_version_up(session: Session, desk: Desk) -> None:
    begun = desk.conversation()
    changed = change_conversation(session, begun.id, at=desk.at(5), order_no="123", facts={"item": "衬衫"})
    assert (changed.version, changed.updated_at) == (begun.version + 1, desk.at(5))
    assert (changed.order_no, changed.facts) == ("123", {"item": "衬衫"})
    assert list_of_order(session, desk.shop.id, "123") == list_of_buyer(session, begun.buyer_id) == (changed,)


def test_a_buyers_message_starts_the_wait_and_the_next_one_leaves_it_running(session: Session, desk: Desk) -> None:
    first = desk.say(desk.conversation(), "在吗")
    second = desk.say(first.conversation, "怎么还不发货", later=60)
    conversation = second.conversation
    assert (conversation.waiting_since, conversation.clock_due_at) == (desk.now, desk.now + desk.clock)
    assert (conversation.message_count, conversation.last_text) == (2, "怎么还不发货")
    assert conversation.last_message_at == desk.at(60)
    assert (first.message.clock_due_at, second.message.clock_due_at) == (desk.now + desk.clock, None)


def test_an_answer_ends_the_wait_and_is_noted_where_it_began(session: Session, desk: Desk) -> None:
    asked = desk.say(desk.conversation())
    answered = desk.say(asked.conversation, "在的", later=45, author="agent", user_id=desk.user().id)
    assert (answered.conversation.waiting_since, answered.conversation.clock_due_at) == (None, None)
    first = get_message(session, asked.message.id)
    assert first is not None
    assert first.answered_at == desk.at(45)
    again = desk.say(answered.conversation, later=100)
    assert again.conversation.waiting_since == desk.at(100)


def test_a_message_of_the_system_changes_no_wait(desk: Desk) -> None:
    asked = desk.say(desk.conversation())
    told = desk.say(asked.conversation, "买家申请了退款", author="system", later=5)
    assert told.conversation.waiting_since == asked.conversation.waiting_since


def test_a_message_that_comes_again_changes_nothing(desk: Desk) -> None:
    first = desk.say(desk.conversation(), vendor_id="m1")
    again = desk.say(first.conversation, "something else", vendor_id="m1", later=9)
    assert (again.is_new, again.message, again.conversation) == (False, first.message, first.conversation)
    assert desk.say(desk.conversation("c2"), vendor_id="m1").is_new


def test_a_message_that_was_delivered_late_is_not_shown_as_the_last(desk: Desk) -> None:
    later = desk.say(desk.conversation(), "第二句", later=60)
    earlier = desk.say(later.conversation, "第一句", later=30)
    assert (earlier.conversation.last_text, earlier.conversation.message_count) == ("第二句", 2)


def test_a_long_message_is_kept_whole_and_shown_short(session: Session, desk: Desk) -> None:
    added = desk.say(desk.conversation(), "长" * 9000)
    assert len(added.message.text) == 9000
    assert len(added.conversation.last_text) == 200


def test_what_was_understood_can_be_written_afterwards(session: Session, desk: Desk) -> None:
    message = desk.say(desk.conversation()).message
    assert (message.reading, message.abstained) == (None, None)
    read = set_reading(session, message.id, reading={"intents": []}, intent=None, abstained=True)
    assert (read.reading, read.abstained) == ({"intents": []}, True)
    assert find_last_of_buyer(session, message.conversation_id) == read


def test_messages_are_paged_from_the_latest_back(session: Session, desk: Desk) -> None:
    conversation = desk.conversation()
    for number in range(7):
        conversation = desk.say(conversation, str(number), later=number).conversation
    pages, cursor = [], None
    while True:
        page = list_messages(session, conversation.id, limit=3, cursor=cursor)
        pages.append([message.text for message in page.items])
        cursor = page.next
        if cursor is None:
            break
    assert pages == [["6", "5", "4"], ["3", "2", "1"], ["0"]]
    assert find_last_of_buyer(session, conversation.id + 1) is None


def test_snoozed_conversations_wake_when_their_moment_has_come(session: Session, desk: Desk) -> None:
    for name, later in (("c1", 60), ("c2", 30), ("c3", 90)):
        desk.conversation(name, state="snoozed", snoozed_until=desk.at(later))
    desk.conversation("c4", state="open", snoozed_until=desk.at(0))
    assert [one.vendor_id for one in list_to_wake(session, now=desk.at(60))] == ["c2", "c1"]
