"""A buyer's message comes in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.search_terms import ask_readings
from app.desk.facts import set_facts
from app.desk.receive import Opening, begin
from app.desk.settle import mark_done
from app.desk.snooze import snooze
from app.errors import BadInput
from app.store.audit import list_acts
from app.store.drafts import list_of_message, list_offered
from app.store.facts import get_facts, put_facts
from app.store.inbox import Filter
from app.store.messages import count_messages
from app.store.search import search_readings

from .work import Work

ORDER = "2398476123450987654"
CLOSED = "2026-11-20T10:00:00+08:00"
PRICES = {"price_paid": "199.00", "current_price": "159.00", "currency": "CNY", "closed_at": CLOSED}


def test_a_message_is_kept_with_what_was_understood_and_drafts_for_it(work: Work) -> None:
    came = work.write("刚收到就降价了，退差价吗", facts=PRICES)
    assert came.is_new
    assert came.message.reading is not None
    assert [intent["id"] for intent in came.message.reading["intents"]] == ["price_difference"]
    assert came.drafts[0].template == "price_difference.eligible"
    assert "40" in came.drafts[0].text
    assert came.drafts[0].answer["decisions"][0]["because"]["en"].isascii()
    assert came.conversation.intent == "price_difference"
    assert came.conversation.waiting_since == work.now
    assert came.conversation.due_at == work.at(180)
    assert work.told()


def test_the_same_message_again_changes_nothing(work: Work) -> None:
    first = work.write("退差价吗", message_id="m1", facts=PRICES)
    set_facts(
        work.session, work.engine, first.conversation.id, {"price_paid": "210.00"}, now=work.at(5), actor=work.anna
    )
    again = work.write("退差价吗", message_id="m1", facts=PRICES, later=30)
    assert not again.is_new
    assert again.message.id == first.message.id
    assert {draft.state for draft in again.drafts} == {"offered"}
    assert again.conversation.facts["price_paid"] == "210.00"
    assert count_messages(work.session, first.conversation.id) == 1
    assert work.write("退差价吗", later=31).is_new


def test_messages_in_a_row_are_answered_together_and_the_clock_runs_from_the_first(work: Work) -> None:
    work.write("衣服颜色跟图片差太多了")
    second = work.write("还有，盒子里少了一个配件", later=60)
    template = second.drafts[0].template
    assert "missing_item" in template
    assert "color_difference" in template
    assert second.conversation.clock_due_at == work.at(180)
    third = work.write("在吗？", later=70)
    assert third.drafts[0].template == template
    assert third.conversation.intent == second.conversation.intent
    offered = list_offered(work.session, third.conversation.id)
    assert {draft.message_id for draft in offered} == {third.message.id}
    assert {draft.state for draft in list_of_message(work.session, second.message.id)} == {"replaced"}


def test_a_case_of_the_platform_is_raised_and_stays_one(work: Work) -> None:
    assert not work.write("退差价吗").conversation.is_case
    assert work.write("平台介入了", is_case=True, later=1).conversation.is_case
    assert work.write("在吗", later=2).conversation.is_case


def test_whoever_writes_again_opens_what_was_done_or_put_off(work: Work) -> None:
    came = work.write("退差价吗")
    mark_done(work.session, came.conversation.id, now=work.at(10), actor=work.anna)
    again = work.write("还没退呢", later=20)
    assert (again.conversation.state, again.conversation.clock_due_at) == ("open", work.at(200))
    snooze(work.session, came.conversation.id, work.at(9999), now=work.at(30), actor=work.anna)
    assert work.write("在吗", later=40).conversation.state == "open"


def test_a_known_order_of_the_buyers_own_is_taken_from_the_message(work: Work) -> None:
    put_facts(work.session, work.shop.id, ORDER, {**PRICES, "buyer_id": "b1"}, source="import", at=work.now)
    came = work.write(f"订单{ORDER}降价了，退差价")
    assert came.conversation.order_no == ORDER
    assert came.drafts[0].template == "price_difference.eligible"


@pytest.mark.parametrize("owner", [{"buyer_id": "somebody else"}, {}])
def test_nobody_learns_of_anothers_order_by_naming_its_number(work: Work, owner: dict[str, str]) -> None:
    put_facts(work.session, work.shop.id, ORDER, {**PRICES, **owner}, source="import", at=work.now)
    came = work.write(f"订单{ORDER}降价了，退差价")
    assert came.conversation.order_no is None
    assert "40" not in came.drafts[0].text.replace(ORDER, "")


def test_facts_of_the_channel_are_kept_with_the_order(work: Work) -> None:
    came = work.write("退差价吗", facts={"order_no": ORDER, **PRICES})
    assert (came.conversation.order_no, came.conversation.facts) == (ORDER, {})
    known = get_facts(work.session, work.shop.id, ORDER)
    assert known is not None
    assert (known.facts, known.source) == ({**PRICES, "buyer_id": "b1"}, "api")


def test_a_conversation_is_found_by_buyer_order_and_words(work: Work) -> None:
    here = work.write("裙子起球了", facts={"order_no": ORDER}).conversation
    for query in ("小云", "起球", "球", "xy", "qzqq", ORDER[:9]):
        found = search_readings(work.session, ask_readings(query), Filter((work.shop.id,))).items
        assert [item.conversation.id for item in found] == [here.id], query


def test_a_conversation_begins_without_a_message(work: Work) -> None:
    opening = Opening(work.shop.slug, "api", "c9", "b9", "阿明", platform="tmall", facts={"item": "台灯"}, is_case=True)
    begun = begin(work.session, opening, now=work.now, actor=work.program)
    assert (begun.platform, begun.is_case, begun.facts, begun.waiting_since) == ("tmall", True, {"item": "台灯"}, None)
    assert begin(work.session, opening, now=work.at(5), actor=work.program).id == begun.id
    acts = [entry.action for entry in list_acts(work.session).items]
    assert acts == ["conversation.begun"]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"shop": "elsewhere"}, "shop"),
        ({"facts": {"price_paid": "cheap"}}, "price_paid"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(work: Work, given: dict[str, object], path: str) -> None:
    with pytest.raises(BadInput) as refused:
        work.write("退差价吗", **given)
    assert [error.path for error in refused.value.errors] == [path]


def test_a_conversation_belongs_to_one_buyer(work: Work) -> None:
    work.write("退差价吗")
    with pytest.raises(BadInput, match="another buyer"):
        work.write("退差价吗", buyer_id="b2")


def test_a_shop_that_is_not_the_actors_is_as_good_as_none(work: Work) -> None:
    work.program = work.stranger()
    with pytest.raises(BadInput, match="no shop default"):
        work.write("退差价吗")


def test_a_channel_whose_clock_is_ahead_gives_no_extra_time(work: Work) -> None:
    came = work.write("退差价吗", sent_at=work.at(0) + timedelta(hours=1))
    assert (came.message.sent_at, came.conversation.due_at) == (work.now, work.at(180))


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a\nb", "{{ 7*7 }}", ""])
def test_a_buyers_name_is_only_a_name(work: Work, name: str) -> None:
    assert work.write("麻烦开一下发票", buyer_name=name).drafts
