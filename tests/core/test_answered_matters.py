"""No matter is answered twice: not beside a reply that settles it, and not by a guess in the same words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.engine import Engine
from app.model import Facts, Inquiry

DAY = timedelta(days=1)
COMPLAINT, PARCEL = "complaint.ebay_parcel", "parcel_not_received.ebay_due"


@pytest.mark.parametrize("order", [("complaint", "parcel_not_received"), ("parcel_not_received", "complaint")])
def test_a_complaint_about_a_parcel_answers_for_the_parcel_too(
    engine: Engine, now: datetime, order: tuple[str, ...]
) -> None:
    assert draft_for("third time I ask: where is my parcel?", order, engine, now) == COMPLAINT


def test_a_complaint_about_something_else_leaves_the_parcel_its_own_reply(engine: Engine, now: datetime) -> None:
    found = draft_for("you people are hopeless", ("complaint", "parcel_not_received"), engine, now)
    assert found.split("+")[1:] == [PARCEL] or found.split("+")[:-1] == [PARCEL]


def draft_for(message: str, intents: tuple[str, ...], engine: Engine, now: datetime) -> str:
    """Return which replies the first draft is made of, for a parcel that should have arrived yesterday."""
    facts = Facts(shipped_at=now - 20 * DAY, latest_delivery_by=now - DAY)
    inquiry = Inquiry(message, facts=facts, platform="ebay", intents=intents)
    return engine.draft(inquiry, now=now).drafts[0].template


def test_a_guess_in_the_words_of_the_first_draft_is_not_offered_again(engine: Engine, now: datetime) -> None:
    found = engine.draft(Inquiry("which food is good for my immunity", platform="ebay"), now=now)
    texts = [one.body.text for one in found.drafts]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("order", [("late_shipment", "order_change"), ("order_change", "late_shipment")])
def test_a_reply_that_stands_under_both_matters_is_written_once(
    engine: Engine, now: datetime, order: tuple[str, ...]
) -> None:
    facts = Facts(order_no="2026112000010001", paid_at=now - DAY)
    inquiry = Inquiry("先别发货，等我下周回来再发", facts=facts, platform="taobao", intents=order)
    assert engine.draft(inquiry, now=now).drafts[0].template == "late_shipment.later"
