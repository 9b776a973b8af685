"""The sample shop: filled through the use cases, and taken out without a trace."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.language import detect_language
from app.desk.correct import correct_intent
from app.desk.demo.fill import fill, remove
from app.desk.demo.script import read_span, read_story
from app.desk.facts import set_facts
from app.desk.note import leave_note
from app.desk.presence import show_presence
from app.desk.registers.handover import list_late
from app.desk.registers.lists import Wish, find
from app.desk.registers.shapes import REGISTERS
from app.desk.send import Reply, send
from app.desk.steps import tick
from app.errors import BadInput
from app.store.audit import list_acts
from app.store.drafts import list_offered
from app.store.inbox import Filter, list_inbox
from app.store.messages import find_last_of_buyer, list_messages
from app.store.records import InboxItem
from app.store.tables import metadata

from .work import Work

ALL = ("open", "snoozed", "escalated", "done")
STAYS = {"audit_log", "events", "alembic_version"}
"""Tables that tell of the sample shop afterwards: that it was there, and that it is gone."""


def inbox(work: Work) -> tuple[InboxItem, ...]:
    return list_inbox(work.session, Filter((work.shop.id,), ALL), limit=200).items


def read_rows(session: Session) -> dict[str, list[str]]:
    """Return every row of every table that has to be as it was."""
    tables = [table for name, table in metadata.tables.items() if name not in STAYS]
    return {table.name: sorted(map(repr, session.execute(select(table)))) for table in tables}


def test_a_newcomer_sees_every_state_in_both_languages(work: Work) -> None:
    filled = fill(work.session, work.engine, work.shop.slug, now=work.now, actor=work.anna)
    items = inbox(work)
    assert filled == len(items) >= 24
    states = Counter(item.conversation.state for item in items)
    assert set(states) == set(ALL)
    assert min(states.values()) >= 2
    assert sum(item.conversation.is_case for item in items) == 2
    assert len({item.buyer.id for item in items}) == 12
    spoken = {detect_language(item.conversation.last_text.lower()) for item in items}
    assert {"zh", "en"} <= spoken
    assert any(item.conversation.intent is None for item in items)
    assert any(item.buyer.is_vip for item in items)
    assert items[0].conversation.is_case


TOUCHED = 9
"""Tables that the story and whoever works with it write to, at least."""


def touch_everything(work: Work) -> None:
    """Let Anna work with a sample as with any conversation, and its buyer write once more."""
    session, engine = work.session, work.engine
    here = next(item.conversation for item in inbox(work) if item.conversation.vendor_id == "price-drop")
    set_facts(session, engine, here.id, {"price_paid": "299.00"}, now=work.at(5), actor=work.anna)
    leave_note(session, here.id, "补差价", now=work.at(6), actor=work.anna)
    tick(session, here.id, "a step", done=True, now=work.at(7), actor=work.anna)
    show_presence(session, here.id, typing=True, now=work.at(8), actor=work.anna)
    message = find_last_of_buyer(session, here.id)
    assert message is not None
    correct_intent(session, engine, message.id, ["sizing"], now=work.at(9), actor=work.anna)
    (first, *_) = list_offered(session, here.id)
    send(session, engine, here.id, Reply(draft_id=first.id), now=work.at(10), actor=work.anna)


def test_every_register_has_rows_and_the_kettles_raise_an_alert(work: Work) -> None:
    fill(work.session, work.engine, work.shop.slug, now=work.now, actor=work.anna)
    rows = {name: find(work.session, Wish(name), actor=work.anna).items for name in REGISTERS}
    assert all(rows.values())
    (alert,) = rows["product_alerts"]
    assert (alert.item, alert.topic, alert.reports) == ("电热水壶", "不加热", 3)
    assert {row.state for row in rows["courier_claims"]} == set(REGISTERS["courier_claims"].states)
    assert list_late(work.session, now=work.now, actor=work.anna)


def test_it_is_not_filled_in_twice(work: Work) -> None:
    fill(work.session, work.engine, work.shop.slug, now=work.now, actor=work.anna)
    before = read_rows(work.session)
    assert fill(work.session, work.engine, work.shop.slug, now=work.at(60), actor=work.anna) == 0
    assert read_rows(work.session) == before


def test_it_goes_without_a_trace_and_touches_nothing_else(work: Work) -> None:
    mine = work.write("退差价吗", facts={"order_no": "77001", "item": "裙子"})
    leave_note(work.session, mine.conversation.id, "仓库说周三补发", now=work.at(1), actor=work.anna)
    before = read_rows(work.session)
    filled = fill(work.session, work.engine, work.shop.slug, now=work.now, actor=work.anna)
    touch_everything(work)
    during = read_rows(work.session)
    assert len([name for name in before if during[name] != before[name]]) >= TOUCHED
    assert remove(work.session, work.shop.slug, now=work.at(60), actor=work.anna) == filled
    after = read_rows(work.session)
    assert [name for name in before if after[name] != before[name]] == []
    assert remove(work.session, work.shop.slug, now=work.at(61), actor=work.anna) == 0


def test_the_audit_log_has_one_line_for_each_and_none_for_what_nobody_did(work: Work) -> None:
    fill(work.session, work.engine, work.shop.slug, now=work.now, actor=work.anna)
    remove(work.session, work.shop.slug, now=work.at(60), actor=work.anna)
    lines = list_acts(work.session).items
    assert [(line.action, line.actor_id) for line in lines] == [
        ("demo.removed", work.anna.id),
        ("demo.filled", work.anna.id),
    ]


def test_everything_happens_at_its_own_time(work: Work) -> None:
    fill(work.session, work.engine, work.shop.slug, now=work.now, actor=work.program)
    item = next(item for item in inbox(work) if item.conversation.vendor_id == "speaker-care")
    first = list_messages(work.session, item.conversation.id).items[-1]
    assert first.sent_at == work.now - timedelta(hours=6)
    assert first.answered_at == work.now - timedelta(hours=5, minutes=59)


def test_another_shop_is_not_filled(work: Work) -> None:
    with pytest.raises(BadInput, match="shop"):
        fill(work.session, work.engine, work.shop.slug, now=work.now, actor=work.stranger())


def test_the_story_is_whole() -> None:
    story = read_story()
    assert len({conversation.id for conversation in story.conversations}) == len(story.conversations)
    assert {conversation.buyer for conversation in story.conversations} == set(story.buyers)
    assert {conversation.order for conversation in story.conversations} - {None} == set(story.orders)
    for conversation in story.conversations:
        times = [act.ago for act in conversation.acts]
        assert times == sorted(times, reverse=True), conversation.id


@pytest.mark.parametrize(
    ("text", "seconds"), [("40s", 40), ("1h30m", 5400), ("-3d", -259200), ("+2d", 172800), ("-5h30m", -19800)]
)
def test_a_span_is_read(text: str, seconds: int) -> None:
    assert read_span(text).total_seconds() == seconds


@pytest.mark.parametrize("text", ["", "-", "3", "h", "tomorrow", 5])
def test_what_is_no_span_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match="must be a time"):
        read_span(text)
