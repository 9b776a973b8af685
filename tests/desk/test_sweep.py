"""What the service does now and then by itself."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from app.desk.registers.lists import Wish, find
from app.desk.snooze import snooze
from app.desk.sweep import sweep
from app.store.buyers import change_buyer
from app.store.conversations import get_conversation
from app.store.events import write_waiting
from app.store.tables import EVENTS

from .work import Work

DAY = timedelta(days=1)


def test_what_was_put_off_comes_back_when_its_moment_has_come(work: Work) -> None:
    here = work.write("快递到哪了").conversation
    snooze(work.session, here.id, work.at(600), now=work.at(1), actor=work.anna)
    assert sweep(work.session, now=work.at(599)) == 0
    assert sweep(work.session, now=work.at(600)) == 1
    woken = get_conversation(work.session, here.id, shop_ids=(work.shop.id,))
    assert woken is not None
    assert woken.state == "open"


def test_events_are_forgotten_after_a_day(work: Work) -> None:
    work.write("快递到哪了")
    write_waiting(work.session)
    count = select(func.count()).select_from(EVENTS)
    assert work.session.scalar(count)
    sweep(work.session, now=work.now + DAY - timedelta(minutes=1))
    assert work.session.scalar(count)
    sweep(work.session, now=work.now + DAY + timedelta(minutes=1))
    assert not work.session.scalar(count)


def test_visits_to_vips_are_planned_by_themselves(work: Work) -> None:
    change_buyer(work.session, work.write("在吗").conversation.buyer_id, is_vip=True)
    for later in (0, 60):
        sweep(work.session, now=work.at(later))
    (visit,) = find(work.session, Wish("vip_visits"), actor=work.anna).items
    assert (visit.buyer_id, visit.state, visit.due_at) == ("b1", "open", work.now)
