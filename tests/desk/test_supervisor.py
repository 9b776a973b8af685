"""What was handed to a supervisor waits for one: nobody below answers or closes it in the meantime."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.desk.actors import Actor
from app.desk.assign import take
from app.desk.faults import SupervisorOnly
from app.desk.hand_over import hand_over, take_back
from app.desk.note import leave_note
from app.desk.send import Reply, send
from app.desk.settle import mark_done
from app.desk.snooze import snooze, wake
from app.store.people import add_user, set_role
from app.store.records import Role

from .work import Work

SAID = "我们会尽快处理您的问题。"
ACTS: dict[str, Callable[..., Any]] = {
    "send a draft": lambda work, here, **who: send(
        work.session, work.engine, here.conversation.id, Reply(draft_id=here.drafts[0].id), **who
    ),
    "send words of one's own": lambda work, here, **who: send(
        work.session, work.engine, here.conversation.id, Reply(SAID), **who
    ),
    "done": lambda work, here, **who: mark_done(work.session, here.conversation.id, **who),
    "take back": lambda work, here, **who: take_back(work.session, here.conversation.id, **who),
    "note": lambda work, here, **who: leave_note(work.session, here.conversation.id, "x", **who),
    "take": lambda work, here, **who: take(work.session, here.conversation.id, **who),
}
DECIDES = {"send a draft", "send words of one's own", "done", "take back"}


def colleague(work: Work, role: Role) -> Actor:
    user = add_user(work.session, f"{role}-2", at=work.now)
    set_role(work.session, user.id, shop_id=work.shop.id, role=role)
    return replace(work.anna, id=user.id, leads=() if role == "agent" else (work.shop.id,))


@pytest.mark.parametrize("role", ["agent", "supervisor", "admin"])
@pytest.mark.parametrize("act", ACTS)
def test_what_waits_for_a_supervisor_is_decided_by_one(work: Work, role: Role, act: str) -> None:
    here, somebody = work.write("退差价吗"), colleague(work, role)
    handed = hand_over(work.session, here.conversation.id, "金额超限", now=work.at(1), actor=work.anna)
    if role == "agent" and act in DECIDES:
        with pytest.raises(SupervisorOnly, match="nothing was sent or closed"):
            ACTS[act](work, here, now=work.at(2), actor=somebody)
        assert work.look(handed) == handed
        assert work.log(handed) == ["escalated"]
    else:
        ACTS[act](work, here, now=work.at(2), actor=somebody)
        assert work.look(handed).version > handed.version or act == "note"


def test_it_still_waits_for_one_after_it_was_put_off(work: Work) -> None:
    here, bo = work.write("退差价吗"), colleague(work, "supervisor")
    hand_over(work.session, here.conversation.id, "金额超限", now=work.at(1), actor=work.anna)
    snooze(work.session, here.conversation.id, work.at(600), now=work.at(2), actor=bo)
    with pytest.raises(SupervisorOnly):
        ACTS["send a draft"](work, here, now=work.at(3), actor=work.anna)
    wake(work.session, here.conversation.id, now=work.at(4), actor=work.anna)
    with pytest.raises(SupervisorOnly):
        ACTS["send a draft"](work, here, now=work.at(5), actor=work.anna)


def test_who_handed_it_over_takes_it_back_until_a_supervisor_has_taken_it(work: Work) -> None:
    here, bo = work.write("退差价吗").conversation, colleague(work, "supervisor")
    hand_over(work.session, here.id, "金额超限", now=work.at(1), actor=work.anna)
    assert take_back(work.session, here.id, now=work.at(2), actor=work.anna).assignee_id == work.anna.id
    hand_over(work.session, here.id, "还是得定", now=work.at(3), actor=work.anna)
    take(work.session, here.id, now=work.at(4), actor=bo)
    with pytest.raises(SupervisorOnly):
        take_back(work.session, here.id, now=work.at(5), actor=work.anna)


def test_given_back_it_is_anybodys_to_answer(work: Work) -> None:
    here, bo = work.write("退差价吗"), colleague(work, "supervisor")
    hand_over(work.session, here.conversation.id, "金额超限", now=work.at(1), actor=work.anna)
    take_back(work.session, here.conversation.id, now=work.at(2), actor=bo)
    assert work.answer(here).conversation.waiting_since is None


def test_a_program_tells_what_a_supervisor_sent_elsewhere(work: Work) -> None:
    here = work.write("退差价吗")
    hand_over(work.session, here.conversation.id, "金额超限", now=work.at(1), actor=work.anna)
    sent = ACTS["send words of one's own"](work, here, now=work.at(2), actor=work.program)
    assert (sent.message.text, sent.conversation.state) == (SAID, "escalated")


def test_a_supervisor_of_another_shop_is_none_here(work: Work) -> None:
    here = work.write("退差价吗")
    hand_over(work.session, here.conversation.id, "金额超限", now=work.at(1), actor=work.anna)
    elsewhere = replace(colleague(work, "agent"), leads=(work.shop.id + 1,))
    with pytest.raises(SupervisorOnly):
        ACTS["done"](work, here, now=work.at(2), actor=elsewhere)
