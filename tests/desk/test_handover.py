"""Promises that a reply makes are chased, and what a shift leaves open is handed over."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.desk.faults import NotFound
from app.desk.hand_over import hand_over
from app.desk.registers.entries import change
from app.desk.registers.handover import gather, list_late, read_sheet, tick_off
from app.desk.registers.lists import Wish, find
from app.desk.registers.visits import plan_visits
from app.desk.settle import mark_done
from app.store.buyers import change_buyer
from app.store.kept import Entry

from .work import Work


def promises(work: Work, state: str = "open") -> tuple[Entry, ...]:
    return find(work.session, Wish("promises", state=state), actor=work.anna).items


def promised(work: Work) -> None:
    """Let Anna promise to look after a parcel."""
    came = work.write("快递好几天没有物流更新了，帮我查一下", facts={"order_no": "77001", "carrier": "zto"})
    work.answer(came)


def test_promises_of_a_reply_are_chased_until_the_buyer_was_told(work: Work) -> None:
    promised(work)
    rows = {row.kind: row for row in promises(work)}
    assert set(rows) == {"answer", "parcel"}
    for row in rows.values():
        assert (row.order_no, row.buyer_id, row.carrier) == ("77001", "b1", "zto")
        assert row.due_at is not None
        assert row.due_at > work.at(60)
        assert row.owner_id == work.anna.id
    word = work.write("有消息了吗", later=600)
    work.answer(word, text="亲，包裹已经到您那边的网点了，今天会派送。", later=660)
    (told,) = promises(work, "done")
    assert (told.id, told.done_at) == (rows["answer"].id, work.at(660))
    assert promises(work) == (rows["parcel"],)
    mark_done(work.session, word.conversation.id, now=work.at(700), actor=work.anna)
    assert promises(work) == ()


def test_a_promise_in_ones_own_words_is_chased_too(work: Work) -> None:
    came = work.write("帮我看看")
    sent = work.answer(came, text="亲，我去核实一下，2小时内给您答复。")
    (row,) = promises(work)
    assert (row.kind, row.due_at, row.text) == ("answer", work.at(60 + 7200), sent.message.text)
    assert sent.conversation.due_at == row.due_at


def test_the_sheet_quotes_what_was_promised_and_not_the_whole_letter(work: Work) -> None:
    came = work.write("帮我看看")
    work.answer(came, text="亲，您好。让您久等了。我去核实一下，2小时内给您答复。祝您愉快。")
    (row,) = gather(work.session, work.shop.id, now=work.at(120), actor=work.anna)
    assert (row.kind, row.text) == ("promise", "我去核实一下，2小时内给您答复。")


def test_what_a_shift_leaves_open_gathers_once(work: Work) -> None:
    promised(work)
    work.write("怎么还不回我", conversation="c2", buyer_id="b2")
    angry = work.write("我要投诉你们", conversation="c3", buyer_id="b3")
    hand_over(work.session, angry.conversation.id, "买家要投诉", now=work.at(60), actor=work.anna)
    rows = gather(work.session, work.shop.id, now=work.at(120), actor=work.anna)
    assert sorted(str(row.kind) for row in rows) == ["escalated", "parcel", "promise", "unanswered"]
    assert gather(work.session, work.shop.id, now=work.at(180), actor=work.anna) == ()


def test_what_is_late_by_noon_is_seen_and_ticked_off(work: Work) -> None:
    work.write("怎么还不回我")
    (row,) = gather(work.session, work.shop.id, now=work.at(3600), actor=work.anna)
    noon = datetime.fromisoformat("2026-11-23T12:00:00+08:00")
    assert row.due_at == noon
    assert read_sheet(work.session, work.shop.id, now=work.at(3700), actor=work.anna).late == frozenset()
    assert read_sheet(work.session, work.shop.id, now=noon, actor=work.anna).late == {row.id}
    assert [late.id for late in list_late(work.session, now=noon.replace(hour=13), actor=work.anna)] == [row.id]
    tick_off(work.session, row.id, done=True, now=noon, actor=work.anna)
    sheet = read_sheet(work.session, work.shop.id, now=noon, actor=work.anna)
    assert (sheet.open, [done.id for done in sheet.done], sheet.done[0].done_by) == ((), [row.id], work.anna.id)
    tick_off(work.session, row.id, done=False, now=noon, actor=work.anna)
    assert read_sheet(work.session, work.shop.id, now=noon, actor=work.anna).late == {row.id}


def test_only_rows_of_the_sheet_are_ticked_off_there(work: Work) -> None:
    promised(work)
    with pytest.raises(NotFound):
        tick_off(work.session, promises(work)[0].id, done=True, now=work.now, actor=work.anna)
    with pytest.raises(NotFound):
        gather(work.session, work.shop.id, now=work.now, actor=work.stranger())


def test_a_vip_is_visited_once_a_month(work: Work) -> None:
    came = work.write("在吗")
    change_buyer(work.session, came.conversation.buyer_id, is_vip=True)
    (visit,) = plan_visits(work.session, now=work.now, actor=work.anna)
    assert (visit.buyer_id, visit.due_at) == ("b1", work.now)
    assert plan_visits(work.session, now=work.at(60), actor=work.anna) == ()
    change(work.session, visit.id, {"state": "done", "text": "很满意"}, now=work.at(120), actor=work.anna)
    (after,) = plan_visits(work.session, now=work.at(180), actor=work.anna)
    assert after.due_at == work.at(120 + 30 * 86400)
