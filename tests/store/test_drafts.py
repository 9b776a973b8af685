"""Drafts and what becomes of them."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.store.drafts import NewDraft, decide_draft, get_draft, list_of_message, list_offered, offer_drafts

from .people import Desk


def new(text: str = "可以退差价", template: str = "price_difference.eligible") -> NewDraft:
    return NewDraft(template, "standard", "zh", text, "The difference is refunded", {"steps": ["核对成交价"]})


def test_drafts_are_offered_in_their_order(session: Session, desk: Desk) -> None:
    message = desk.say(desk.conversation()).message
    offered = offer_drafts(session, message, [new("一"), new("二"), new("三")], at=desk.now)
    assert [(draft.position, draft.text, draft.state) for draft in offered] == [
        (1, "一", "offered"),
        (2, "二", "offered"),
        (3, "三", "offered"),
    ]
    assert list_offered(session, message.conversation_id) == offered
    assert offered[0].answer == {"steps": ["核对成交价"]}


def test_new_drafts_take_the_place_of_those_still_offered(session: Session, desk: Desk) -> None:
    message = desk.say(desk.conversation()).message
    old = offer_drafts(session, message, [new("旧"), new("旧二")], at=desk.now)
    decide_draft(session, old[0].id, state="rejected", by=None, at=desk.now, reason="金额不对")
    offer_drafts(session, message, [new("新")], at=desk.now)
    assert [draft.state for draft in list_of_message(session, message.id)] == ["rejected", "replaced", "offered"]
    assert offer_drafts(session, message, [], at=desk.now) == ()
    assert list_offered(session, message.conversation_id) == ()


def test_what_became_of_a_draft_is_written_once(session: Session, desk: Desk) -> None:
    anna, message = desk.user(), desk.say(desk.conversation()).message
    (draft,) = offer_drafts(session, message, [new()], at=desk.now)
    decided = decide_draft(
        session, draft.id, state="edited", by=anna.id, at=desk.at(9), final_text="可以退您差价", edit_distance=0.25
    )
    assert decided is not None
    assert (decided.state, decided.final_text, decided.edit_distance) == ("edited", "可以退您差价", 0.25)
    assert (decided.decided_by, decided.decided_at) == (anna.id, desk.at(9))
    assert decide_draft(session, draft.id, state="sent", by=anna.id, at=desk.at(10)) is None
    assert get_draft(session, draft.id) == decided


def test_a_state_that_nobody_knows_is_refused(session: Session, desk: Desk) -> None:
    (draft,) = offer_drafts(session, desk.say(desk.conversation()).message, [new()], at=desk.now)
    with pytest.raises(IntegrityError), session.begin_nested():
        decide_draft(session, draft.id, state="burnt", by=None, at=desk.now)  # type: ignore[arg-type]
