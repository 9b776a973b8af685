"""What a draft asks the buyer for, and whom a word of danger reaches."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.core.mentions import mentions
from app.engine import Engine
from app.model import Inquiry


@pytest.mark.parametrize(
    ("intents", "asked"),
    [
        (("damaged_parcel",), {"photo_parcel"}),
        (("missing_item",), {"photo_all"}),
        (("damaged_parcel", "quality_problem"), {"photo_parcel"}),
    ],
)
def test_the_closer_kind_of_photo_is_asked_for_and_none_once_photos_were_sent(
    intents: tuple[str, ...], asked: set[str], engine: Engine, now: datetime
) -> None:
    for text, wanted in (("收到就这样", asked), ("收到就这样，照片发你了", set())):
        first = engine.draft(Inquiry(text, intents=intents), now=now).drafts[0]
        assert {name for name in first.missing if name.startswith("photo")} == wanted


def test_every_word_for_an_injury_finds_a_reply_that_goes_to_the_supervisor(engine: Engine) -> None:
    injury = next(threat for threat in engine.library.manners.threats if threat.id == "injury")
    listening = [reply.header for reply in engine.library.replies_for("quality_problem") if reply.header.escalate]
    words = (*injury.words.zh, *injury.words.en)
    assert [word for word in words if not any(mentions(word, one.when.says) for one in listening)] == []
