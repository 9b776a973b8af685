"""What a draft asks the buyer for, and whom a word of danger reaches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

import pytest

from app.core.library import Library
from app.core.mentions import mentions
from app.core.replies import Reply, render_block
from app.engine import Engine
from app.model import Facts, Inquiry


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


@pytest.mark.parametrize(
    ("text", "asked"), [("帮我换个新地址收货", True), ("新地址是和平路8号3栋", False), ("地址改成和平路8号3栋", False)]
)
def test_a_new_address_is_asked_for_until_the_buyer_names_it(
    text: str, asked: bool, engine: Engine, now: datetime
) -> None:
    facts = Facts(order_no="2026112100010001", paid_at=now)
    first = engine.draft(Inquiry(text, facts=facts, intents=("order_change",)), now=now).drafts[0]
    assert ("address_new" in first.missing) is asked


@pytest.mark.parametrize(("requested", "asked"), [(False, True), (True, False)])
def test_a_return_number_is_not_asked_for_where_the_request_would_show_it(
    requested: bool, asked: bool, engine: Engine, now: datetime
) -> None:
    facts = Facts(order_no="2026112100010001", signed_at=now, refund_requested_at=now if requested else None)
    first = engine.draft(Inquiry("退款怎么样了", facts=facts, intents=("refund_progress",)), now=now).drafts[0]
    assert ("return_tracking_no" in first.missing) is asked


def test_every_word_for_an_injury_finds_a_reply_that_goes_to_the_supervisor(engine: Engine) -> None:
    injury = next(threat for threat in engine.library.manners.threats if threat.id == "injury")
    listening = [reply.header for reply in engine.library.replies_for("quality_problem") if reply.header.escalate]
    words = (*injury.words.zh, *injury.words.en)
    assert [word for word in words if not any(mentions(word, one.when.says) for one in listening)] == []


CHOICE = re.compile("(?:由您|您来|您)(?:选|定)|您选一[种个]|随您选")
WISHES = ("wants_refund", "wants_resend", "wants_exchange")


def test_a_remedy_that_is_chosen_is_not_offered_again(library: Library) -> None:
    blocks = [(one, name) for one in library.replies for name in one.blocks if name.startswith("zh")]
    choosing = [(one, name) for one, name in blocks if "wants_refund" in one.blocks[name].names]
    assert len(choosing) > len(WISHES)
    for reply, name in choosing:
        samples = {key: value for key, value in reply.header.needs.items() if key not in WISHES}
        wanted = sorted(reply.blocks[name].names.intersection(WISHES))
        told = [write_down(reply, name, samples | {wish: "是"}) for wish in wanted]
        assert [text for text in told if CHOICE.search(text)] == []
        assert write_down(reply, name, samples) not in told


def write_down(reply: Reply, name: str, values: Mapping[str, str]) -> str:
    return "".join(line for part in render_block(reply, name, values).paragraphs for line in part)
