"""Drafts follow what is known and what somebody said a message means."""

from __future__ import annotations

import pytest

from app.desk.correct import correct_intent
from app.desk.facts import set_facts
from app.desk.faults import NotFound
from app.errors import BadInput
from app.store.audit import list_acts_on
from app.store.conversations import list_of_order
from app.store.drafts import list_of_message, list_offered
from app.store.facts import get_facts
from app.store.feedback import list_feedback_of
from app.store.messages import get_message
from app.store.notes import add_note

from .work import Work

PRICES = {
    "price_paid": "199.00",
    "current_price": "159.00",
    "currency": "CNY",
    "closed_at": "2026-11-20T10:00:00+08:00",
}


def test_a_fact_that_is_filled_in_changes_the_drafts(work: Work) -> None:
    came = work.write("刚收到就降价了，退差价吗")
    assert came.drafts[0].template == "price_difference.general"
    assert "current_price" in came.drafts[0].answer["missing"]
    drafted = set_facts(work.session, work.engine, came.conversation.id, PRICES, now=work.at(20), actor=work.anna)
    assert drafted.drafts[0].template == "price_difference.eligible"
    assert list_offered(work.session, came.conversation.id) == drafted.drafts
    assert {draft.state for draft in list_of_message(work.session, came.message.id)} == {"offered", "replaced"}
    assert [act.action for act in list_acts_on(work.session, "conversation", came.conversation.id)] == [
        "conversation.begun",
        "facts.set",
    ]
    assert work.told()


def test_a_fact_is_changed_alone_and_taken_away_by_none(work: Work) -> None:
    here = work.write("退差价吗", facts=PRICES).conversation
    changed = {"price_paid": "209.00", "currency": None}
    drafted = set_facts(work.session, work.engine, here.id, changed, now=work.at(5), actor=work.anna)
    assert drafted.conversation.facts == {
        **{name: value for name, value in PRICES.items() if name != "currency"},
        "price_paid": "209.00",
    }


def test_an_order_number_moves_the_facts_to_the_order(work: Work) -> None:
    here = work.write("退差价吗", facts=PRICES).conversation
    moved = set_facts(work.session, work.engine, here.id, {"order_no": "77001"}, now=work.at(5), actor=work.anna)
    assert (moved.conversation.order_no, moved.conversation.facts) == ("77001", {})
    known = get_facts(work.session, work.shop.id, "77001")
    assert known is not None
    assert known.facts == {**PRICES, "buyer_id": "b1"}
    assert (known.source, known.updated_by) == ("agent", work.anna.id)
    assert [one.id for one in list_of_order(work.session, work.shop.id, "77001")] == [here.id]
    assert moved.drafts[0].template == "price_difference.eligible"


def test_a_wrong_fact_is_refused_and_nothing_changes(work: Work) -> None:
    here = work.write("退差价吗").conversation
    with pytest.raises(BadInput, match="worn"):
        set_facts(work.session, work.engine, here.id, {"worn": "yes"}, now=work.now, actor=work.anna)
    assert work.look(here).facts == {}


def test_an_answered_message_is_not_drafted_again(work: Work) -> None:
    came = work.write("退差价吗")
    work.answer(came)
    drafted = set_facts(work.session, work.engine, came.conversation.id, PRICES, now=work.at(90), actor=work.anna)
    assert drafted.drafts == ()
    assert drafted.conversation.facts == PRICES


def test_a_corrected_intent_is_kept_and_the_drafts_follow_it(work: Work) -> None:
    came = work.write("这个码不对啊，给我换")
    was = [intent["id"] for intent in (came.message.reading or {})["intents"]]
    meant = correct_intent(work.session, work.engine, came.message.id, ["wrong_item"], now=work.at(9), actor=work.anna)
    assert meant.drafted.drafts[0].template.startswith("wrong_item.")
    assert meant.drafted.conversation.intent == "wrong_item"
    (said,) = list_feedback_of(work.session, came.message.id)
    assert (list(said.was), said.intents, said.user_id) == (was, ("wrong_item",), work.anna.id)
    assert work.log(came.conversation) == ["corrected"]
    redrafted = set_facts(
        work.session, work.engine, came.conversation.id, {"item": "卫衣"}, now=work.at(20), actor=work.anna
    )
    assert redrafted.drafts[0].template.startswith("wrong_item.")


def test_a_message_that_was_not_understood_can_be_told_what_it_means(work: Work) -> None:
    came = work.write("qwzx plorf gnarble")
    assert came.message.abstained
    meant = correct_intent(work.session, work.engine, came.message.id, ["invoice"], now=work.at(9), actor=work.anna)
    assert meant.drafted.drafts[0].template.startswith("invoice.")
    kept = get_message(work.session, came.message.id)
    assert kept is not None
    assert (kept.intent, kept.abstained) == ("invoice", True)


def test_an_answered_message_is_corrected_for_learning_alone(work: Work) -> None:
    came = work.write("退差价吗")
    work.answer(came)
    meant = correct_intent(work.session, work.engine, came.message.id, ["invoice"], now=work.at(99), actor=work.anna)
    assert meant.drafted.drafts == ()
    assert meant.feedback.intents == ("invoice",)


@pytest.mark.parametrize("intents", [[], ["nonsense"], ["invoice", "sizing", "payment", "presale"]])
def test_only_intents_of_the_library_can_be_meant(work: Work, intents: list[str]) -> None:
    came = work.write("退差价吗")
    with pytest.raises(BadInput, match="intents"):
        correct_intent(work.session, work.engine, came.message.id, intents, now=work.now, actor=work.anna)


def test_another_shops_conversations_are_not_found(work: Work) -> None:
    came = work.write("退差价吗")
    add_note(work.session, work.shop.id, "x", at=work.now, conversation_id=came.conversation.id)
    stranger = work.stranger()
    with pytest.raises(NotFound):
        set_facts(work.session, work.engine, came.conversation.id, PRICES, now=work.now, actor=stranger)
    with pytest.raises(NotFound):
        correct_intent(work.session, work.engine, came.message.id, ["invoice"], now=work.now, actor=stranger)
