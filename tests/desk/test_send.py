"""A reply goes out, or does not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.desk.faults import NotFound, NotSendable, TooLate
from app.desk.reject import reject
from app.desk.send import Reply, send
from app.desk.settle import mark_done, reopen
from app.errors import BadInput
from app.store.audit import list_acts_on
from app.store.drafts import list_of_message, list_offered
from app.store.figures import Period, measure_answering
from app.store.log import list_entries_of
from app.store.messages import list_messages

from .work import Work

PRICES = {
    "price_paid": "199.00",
    "current_price": "159.00",
    "currency": "CNY",
    "closed_at": "2026-11-20T10:00:00+08:00",
}
REFUSED = {"signed_at": "2026-08-01T10:00:00+08:00", "worn": True, "intact": False, "item": "连衣裙"}


def test_a_draft_is_sent_as_it_is(work: Work) -> None:
    came = work.write("刚收到就降价了，退差价吗", facts=PRICES)
    first, *others = came.drafts
    sent = work.answer(came)
    assert sent.draft is not None
    assert (sent.draft.state, sent.draft.edit_distance, sent.draft.decided_by) == ("sent", 0.0, work.anna.id)
    assert (sent.message.text, sent.message.author, sent.message.language) == (first.text, "agent", "zh")
    here = work.look(came.conversation)
    assert (here.waiting_since, here.clock_due_at, here.assignee_id) == (None, None, work.anna.id)
    assert list_offered(work.session, here.id) == ()
    states = {draft.id: draft.state for draft in list_of_message(work.session, came.message.id)}
    assert {states[other.id] for other in others} == {"replaced"}
    answering = measure_answering(work.session, Period((work.shop.id,), work.now, work.at(999)), now=work.at(999))
    assert (answering.seconds, answering.in_time) == ((60.0,), 1)
    assert work.told()


def test_what_was_granted_is_logged_and_the_buyers_own_deadlines_are_not_promises(work: Work) -> None:
    came = work.write("刚收到就降价了，退差价吗", facts=PRICES)
    work.answer(came)
    entries = {entry.kind: entry for entry in list_entries_of(work.session, came.conversation)}
    assert entries["remedy"].data["rule"] == "price_protection"
    assert entries["remedy"].data["amount"] == "40.00"
    assert entries["sent"].text == came.drafts[0].text
    assert "price_protection" not in {
        entry.data.get("what") for entry in list_entries_of(work.session, came.conversation)
    }


def test_a_promise_with_a_time_is_logged_and_makes_the_conversation_due_then(work: Work) -> None:
    came = work.write("快递一直不动，几天没更新了，帮我查一下")
    promised = {one["what"]: datetime.fromisoformat(one["at"]) for one in came.drafts[0].answer["deadlines"]}
    assert {"promised_answer", "parcel_solved"} <= set(promised)
    work.answer(came)
    told = {
        entry.data["what"]: datetime.fromisoformat(entry.data["at"])
        for entry in list_entries_of(work.session, came.conversation)
        if entry.kind == "promise"
    }
    assert told["promised_answer"] == promised["promised_answer"]
    due = min(told.values())
    assert work.look(came.conversation).due_at == due
    again = work.write("怎么样了", later=600)
    assert again.conversation.due_at == work.at(780)
    mark_done(work.session, came.conversation.id, now=work.at(800), actor=work.anna)
    assert work.look(came.conversation).due_at is None
    assert reopen(work.session, came.conversation.id, now=work.at(900), actor=work.anna).due_at == due


def test_a_promise_that_was_cut_out_is_not_logged(work: Work) -> None:
    came = work.write("快递一直不动，几天没更新了，帮我查一下")
    work.answer(came, draft_id=came.drafts[0].id, text="收到，我这就去核实物流。")
    promises = [one for one in list_entries_of(work.session, came.conversation) if one.kind == "promise"]
    assert "promised_answer" not in {one.data["what"] for one in promises}


def test_an_edited_draft_is_measured(work: Work) -> None:
    came = work.write("麻烦开一下发票")
    text = came.drafts[0].text + "谢谢您。"
    sent = work.answer(came, draft_id=came.drafts[0].id, text=text)
    assert sent.draft is not None
    assert sent.draft.state == "edited"
    assert sent.draft.final_text == text
    assert sent.draft.edit_distance == pytest.approx(4 / len(text))


def test_a_text_of_ones_own_needs_no_draft(work: Work) -> None:
    came = work.write("麻烦开一下发票")
    sent = work.answer(came, text="好的，发票今天就开给您。")
    assert sent.draft is None
    assert {draft.state for draft in list_of_message(work.session, came.message.id)} == {"replaced"}
    assert list_messages(work.session, came.conversation.id).items[0].text == "好的，发票今天就开给您。"


def test_what_the_check_blocks_is_not_sent(work: Work) -> None:
    came = work.write("麻烦开一下发票")
    with pytest.raises(NotSendable) as refused:
        work.answer(came, draft_id=came.drafts[0].id, text="这个我不知道，你自己问平台去吧")
    assert refused.value.findings
    assert refused.value.errors[0].path == "text"
    assert work.look(came.conversation).waiting_since == work.now
    assert list_offered(work.session, came.conversation.id) == came.drafts
    assert work.log(came.conversation) == []


def test_promises_are_held_against_what_was_decided(work: Work) -> None:
    came = work.write("裙子穿了不喜欢，我要七天无理由退货", facts=REFUSED)
    outcomes = {one["rule"]: one["outcome"] for one in came.drafts[0].answer["decisions"]}
    assert outcomes["no_reason_return"] in {"expired", "not_eligible"}
    with pytest.raises(NotSendable) as refused:
        work.answer(came, text="亲，可以给您退货，全额退给您。")
    assert "not_granted" in {finding.code for finding in refused.value.findings}


def test_two_who_send_the_same_draft_do_not_both_answer(work: Work) -> None:
    came = work.write("麻烦开一下发票")
    work.answer(came)
    with pytest.raises(TooLate):
        work.answer(came)
    assert len(list_messages(work.session, came.conversation.id).items) == 2


@pytest.mark.parametrize("reply", [{"text": ""}, {"text": "  \n"}, {}])
def test_nothing_is_not_sent(work: Work, reply: dict[str, str]) -> None:
    here = work.write("麻烦开一下发票").conversation
    with pytest.raises(BadInput, match="empty"):
        send(work.session, work.engine, here.id, Reply(**reply), now=work.now, actor=work.anna)


def test_a_draft_of_another_conversation_is_not_found(work: Work) -> None:
    came, other = work.write("麻烦开一下发票"), work.write("退差价吗", conversation="c2")
    with pytest.raises(NotFound):
        work.answer(came, draft_id=other.drafts[0].id)
    with pytest.raises(NotFound):
        reject(work.session, came.conversation.id, other.drafts[0].id, "x", now=work.now, actor=work.anna)


def test_a_draft_is_rejected_with_a_reason(work: Work) -> None:
    came = work.write("麻烦开一下发票")
    first, *others = came.drafts
    gone = reject(work.session, came.conversation.id, first.id, " 语气太硬 ", now=work.at(5), actor=work.anna)
    assert (gone.state, gone.reason, gone.decided_by) == ("rejected", "语气太硬", work.anna.id)
    assert list_offered(work.session, came.conversation.id) == tuple(others)
    assert work.log(came.conversation) == ["rejected"]
    assert list_acts_on(work.session, "conversation", came.conversation.id)[-1].action == "draft.rejected"
    with pytest.raises(TooLate):
        reject(work.session, came.conversation.id, first.id, "again", now=work.at(6), actor=work.anna)
    with pytest.raises(BadInput, match="reason"):
        reject(work.session, came.conversation.id, others[0].id, " ", now=work.at(6), actor=work.anna)


def test_an_answer_at_night_leaves_the_clock_to_the_morning(work: Work) -> None:
    came = work.write("退差价吗", later=timedelta(hours=14).total_seconds())
    assert came.conversation.due_at == work.at(timedelta(hours=20, minutes=3).total_seconds())
