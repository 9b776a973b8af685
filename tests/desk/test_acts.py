"""What else is done with a conversation: put off, handed over, given to somebody, noted, ticked, closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.desk.actors import Actor
from app.desk.assign import assign, take
from app.desk.faults import NotFound
from app.desk.hand_over import hand_over, take_back
from app.desk.note import leave_note
from app.desk.presence import show_presence
from app.desk.settle import mark_done, reopen
from app.desk.snooze import snooze, wake, wake_due
from app.desk.steps import tick
from app.desk.view import view_conversation
from app.errors import BadInput
from app.store.audit import list_acts_on
from app.store.figures import Period, measure_answering
from app.store.people import add_user, change_user, set_role
from app.store.records import Conversation

from .work import Work


def supervisor(work: Work) -> Actor:
    user = add_user(work.session, "Bo", at=work.now)
    set_role(work.session, user.id, shop_id=work.shop.id, role="supervisor")
    return Actor("user", user.id, (work.shop.id,), leads=(work.shop.id,))


def test_what_is_put_off_comes_back_by_itself(work: Work) -> None:
    here = work.write("退差价吗").conversation
    put_off = snooze(work.session, here.id, work.at(600), now=work.at(1), actor=work.anna)
    assert (put_off.state, put_off.snoozed_until) == ("snoozed", work.at(600))
    assert wake_due(work.session, now=work.at(599)) == ()
    (woken,) = wake_due(work.session, now=work.at(600))
    assert (woken.state, woken.snoozed_until) == ("open", None)
    assert wake_due(work.session, now=work.at(601)) == ()
    assert [act.actor_kind for act in list_acts_on(work.session, "conversation", here.id)][-1] == "system"


def test_what_is_put_off_can_be_brought_back(work: Work) -> None:
    here = work.write("退差价吗").conversation
    hand_over(work.session, here.id, "金额超限", now=work.now, actor=work.anna)
    snooze(work.session, here.id, work.at(600), now=work.at(1), actor=work.anna)
    assert wake(work.session, here.id, now=work.at(2), actor=work.anna).state == "escalated"
    assert wake(work.session, here.id, now=work.at(3), actor=work.anna).state == "escalated"


@pytest.mark.parametrize("later", [0, -5, timedelta(days=400).total_seconds()])
def test_nothing_is_put_off_into_the_past_or_for_ever(work: Work, later: float) -> None:
    here = work.write("退差价吗").conversation
    with pytest.raises(BadInput, match="until"):
        snooze(work.session, here.id, work.at(later), now=work.now, actor=work.anna)


def test_a_supervisor_is_handed_a_conversation_and_gives_it_back(work: Work) -> None:
    here, bo = work.write("我要投诉你们").conversation, supervisor(work)
    take(work.session, here.id, now=work.now, actor=work.anna)
    handed = hand_over(work.session, here.id, "买家要投诉", now=work.at(1), actor=work.anna)
    assert (handed.state, handed.escalated_because, handed.assignee_id) == ("escalated", "买家要投诉", None)
    assert take(work.session, here.id, now=work.at(2), actor=bo).assignee_id == bo.id
    back = take_back(work.session, here.id, now=work.at(3), actor=bo)
    assert (back.state, back.escalated_because, back.assignee_id) == ("open", None, bo.id)
    assert work.log(here) == ["escalated", "taken_back"]
    with pytest.raises(BadInput, match="because"):
        hand_over(work.session, here.id, " ", now=work.now, actor=work.anna)


def test_a_conversation_is_given_to_people_of_its_shop_only(work: Work) -> None:
    here, bo = work.write("退差价吗").conversation, supervisor(work)
    assert assign(work.session, here.id, bo.id, now=work.now, actor=work.anna).assignee_id == bo.id
    assert assign(work.session, here.id, None, now=work.now, actor=work.anna).assignee_id is None
    elsewhere = add_user(work.session, "Cy", at=work.now)
    for nobody in (elsewhere.id, 9999):
        with pytest.raises(BadInput, match="user"):
            assign(work.session, here.id, nobody, now=work.now, actor=work.anna)
    change_user(work.session, bo.id or 0, is_active=False)
    with pytest.raises(BadInput, match="user"):
        assign(work.session, here.id, bo.id, now=work.now, actor=work.anna)


def test_a_program_cannot_take_a_conversation(work: Work) -> None:
    here = work.write("退差价吗").conversation
    with pytest.raises(BadInput, match="logged in"):
        take(work.session, here.id, now=work.now, actor=work.program)


def test_a_note_stands_at_the_order_for_the_next_conversation_about_it(work: Work) -> None:
    here = work.write("退差价吗", facts={"order_no": "77001"}).conversation
    note = leave_note(work.session, here.id, " 仓库说周三补发 ", now=work.at(1), actor=work.anna)
    assert note.text == "仓库说周三补发"
    other = work.write("补发了吗", conversation="c2", facts={"order_no": "77001"}).conversation
    assert view_conversation(work.session, other.id, now=work.now, actor=work.anna).notes == (note,)
    assert work.log(here) == ["note"]
    with pytest.raises(BadInput, match="text"):
        leave_note(work.session, here.id, "\n", now=work.now, actor=work.anna)


def test_a_step_is_ticked_and_unticked(work: Work) -> None:
    came = work.write("退差价吗")
    step = came.drafts[0].answer["steps"][0]["zh"]
    done = tick(work.session, came.conversation.id, step, done=True, now=work.at(1), actor=work.anna)
    assert [(one.step, one.done_by) for one in done] == [(step, work.anna.id)]
    assert tick(work.session, came.conversation.id, step, done=False, now=work.at(2), actor=work.anna) == ()
    assert work.log(came.conversation) == ["step", "step_undone"]
    assert work.look(came.conversation).version > came.conversation.version
    with pytest.raises(BadInput, match="step"):
        tick(work.session, came.conversation.id, " ", done=True, now=work.now, actor=work.anna)


def test_what_is_done_waits_for_nobody_and_counts_as_answered_then(work: Work) -> None:
    here = work.write("谢谢").conversation
    done = mark_done(work.session, here.id, now=work.at(30), actor=work.anna)
    assert (done.state, done.waiting_since, done.due_at) == ("done", None, None)
    assert mark_done(work.session, here.id, now=work.at(31), actor=work.anna).version == done.version
    answering = measure_answering(work.session, Period((work.shop.id,), work.now, work.at(99)), now=work.at(99))
    assert (answering.seconds, answering.still_waiting) == ((30.0,), 0)
    assert reopen(work.session, here.id, now=work.at(40), actor=work.anna).state == "open"
    assert reopen(work.session, here.id, now=work.at(41), actor=work.anna).state == "open"
    assert work.log(here) == ["done", "reopened"]


def test_colleagues_see_each_other_in_a_conversation(work: Work) -> None:
    here, bo = work.write("退差价吗").conversation, supervisor(work)
    assert show_presence(work.session, here.id, typing=True, now=work.now, actor=work.anna) == ()
    (seen,) = show_presence(work.session, here.id, typing=False, now=work.at(5), actor=bo)
    assert (seen.shown_name, seen.typing_at) == ("Anna", work.now)
    assert show_presence(work.session, here.id, typing=False, now=work.at(600), actor=bo) == ()
    assert show_presence(work.session, here.id, typing=True, now=work.at(5), actor=work.program)


ACTS: dict[str, Callable[..., Any]] = {
    "assign": lambda session, here, **who: assign(session, here.id, None, **who),
    "take": lambda session, here, **who: take(session, here.id, **who),
    "hand over": lambda session, here, **who: hand_over(session, here.id, "x", **who),
    "take back": lambda session, here, **who: take_back(session, here.id, **who),
    "note": lambda session, here, **who: leave_note(session, here.id, "x", **who),
    "snooze": lambda session, here, **who: snooze(session, here.id, who["now"] + timedelta(hours=1), **who),
    "wake": lambda session, here, **who: wake(session, here.id, **who),
    "done": lambda session, here, **who: mark_done(session, here.id, **who),
    "reopen": lambda session, here, **who: reopen(session, here.id, **who),
    "step": lambda session, here, **who: tick(session, here.id, "x", done=True, **who),
    "presence": lambda session, here, **who: show_presence(session, here.id, typing=True, **who),
    "view": lambda session, here, **who: view_conversation(session, here.id, **who),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_another_shops_conversation_is_not_found(work: Work, act: Callable[..., Any]) -> None:
    here: Conversation = work.write("退差价吗").conversation
    with pytest.raises(NotFound):
        act(work.session, here, now=work.now, actor=work.stranger())
    assert work.look(here).version == here.version
