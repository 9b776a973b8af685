"""Figures of a day."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from app.store.drafts import NewDraft, decide_draft, offer_drafts
from app.store.figures import (
    Answering,
    DraftFigures,
    Period,
    count_abstained,
    count_by_intent_and_hour,
    count_by_reply,
    list_abstained,
    measure_answering,
)

from .people import Desk

HOUR = 3600


@pytest.fixture
def day(desk: Desk) -> Period:
    """The day around `now`, noon in Shanghai."""
    return Period((desk.shop.id,), desk.at(-12 * HOUR), desk.at(12 * HOUR))


def test_messages_are_counted_by_intent_and_by_the_shops_hour(session: Session, desk: Desk, day: Period) -> None:
    here = desk.conversation()
    for later, intent in ((0, "sizing"), (60, "sizing"), (HOUR, "sizing"), (HOUR, None), (12 * HOUR, "sizing")):
        desk.say(here, later=later, intent=intent)
    desk.say(here, author="agent")
    counted = count_by_intent_and_hour(session, day, zone=ZoneInfo("Asia/Shanghai"))
    assert counted == {("sizing", 12): 2, ("sizing", 13): 1, (None, 13): 1}


def test_answers_are_measured_against_the_clock(session: Session, desk: Desk, day: Period) -> None:
    for name, answered in (("quick", 60), ("slow", 600), ("open", None), ("waits too long", None)):
        begun = -10 if name == "open" else -1000
        said = desk.say(desk.conversation(name), later=begun)
        if answered is not None:
            desk.say(said.conversation, author="agent", later=begun + answered)
    measured = measure_answering(session, day, now=desk.now)
    assert measured == Answering(seconds=(60.0, 600.0), in_time=1, late=2, still_waiting=2)


def test_drafts_are_summed_up_per_reply(session: Session, desk: Desk, day: Period) -> None:
    message = desk.say(desk.conversation()).message
    decisions = [("a", "sent", None), ("a", "edited", 0.1), ("a", "edited", 0.3), ("b", "rejected", None)]
    for template, state, distance in decisions:
        (draft,) = offer_drafts(session, message, [NewDraft(template, "s", "zh", "x", "x", {})], at=desk.now)
        decide_draft(session, draft.id, state=state, by=None, at=desk.now, edit_distance=distance)  # type: ignore[arg-type]
    offer_drafts(session, message, [NewDraft("c", "s", "zh", "x", "x", {})], at=desk.now)
    assert count_by_reply(session, day) == (
        DraftFigures("a", sent=1, edited=2, rejected=0, median_edit_distance=0.2),
        DraftFigures("b", sent=0, edited=0, rejected=1, median_edit_distance=None),
    )


def test_messages_that_were_not_understood_are_worth_a_look(session: Session, desk: Desk, day: Period) -> None:
    here = desk.conversation()
    for later, abstained in ((0, True), (5, True), (9, False), (13 * HOUR, True)):
        desk.say(here, str(later), later=later, abstained=abstained)
    assert count_abstained(session, day) == 2
    assert [message.text for message in list_abstained(session, day)] == ["5", "0"]
    assert [message.text for message in list_abstained(session, day, limit=1)] == ["5"]


def test_another_shops_day_is_not_counted(session: Session, desk: Desk, day: Period) -> None:
    desk.say(desk.conversation(), abstained=True)
    other = Period((desk.shop.id + 1,), day.since, day.till)
    assert count_by_intent_and_hour(session, other, zone=ZoneInfo("UTC")) == {}
    assert measure_answering(session, other, now=desk.now) == Answering((), 0, 0, 0)
    assert count_by_reply(session, other) == ()
    assert count_abstained(session, other) == 0
