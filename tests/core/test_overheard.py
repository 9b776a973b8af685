"""Where only the line would be held, the reply that listens for just the buyer's words is offered as well."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.engine import Engine
from app.model import Answer, Facts, Inquiry, Platform


def ask(engine: Engine, now: datetime, message: str, platform: Platform, *intents: str) -> Answer:
    """Return the answer for an order that came two days ago."""
    came = now - timedelta(days=2)
    facts = Facts(order_no="12-34567-89012", paid_at=now - timedelta(days=9), delivered_at=came, signed_at=came)
    return engine.draft(Inquiry(message, facts=facts, platform=platform, intents=intents), now=now)


@pytest.mark.parametrize(
    ("message", "platform", "heard"),
    [
        ("Lovely bag, really pleased, and quick postage", "ebay", "greeting.ebay_happy"),
        ("我的个人信息是不是泄露了，老有骚扰电话", "taobao", "other.privacy"),
    ],
)
def test_the_reply_for_just_these_words_comes_last(
    engine: Engine, now: datetime, message: str, platform: Platform, heard: str
) -> None:
    assert ask(engine, now, message, platform).drafts[-1].template == heard


def test_what_is_asserted_is_not_second_guessed(engine: Engine, now: datetime) -> None:
    drafts = ask(engine, now, "Lovely bag, really pleased, and quick postage", "ebay", "invoice").drafts
    assert {one.template.split(".")[0] for one in drafts} == {"invoice"}


def test_a_courtesy_in_passing_is_no_matter(engine: Engine, now: datetime) -> None:
    message = "The bag is lovely and I am really pleased with it but my neighbour wonders about something else entirely"
    assert "greeting.ebay_happy" not in {one.template for one in ask(engine, now, message, "ebay").drafts}
