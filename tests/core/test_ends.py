"""What may be done until a day is not offered once that day is over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from app.core.draft import draft
from app.core.replies import Reply
from app.engine import Engine
from app.model import Body, Facts, Inquiry, Platform

NAMES = sorted(path.stem for path in (Path(__file__).parents[2] / "templates" / "replies").glob("*.j2"))
ENDS = re.compile(r"(?:\w+_)?(last_day|deadline|ship_by)(?:_ahead)?")
DATE = re.compile(r"\d+月\d+日|\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b(?! \d{4})")
OPEN = re.compile(r"(?:为止|（含）之前|及之前|前|最晚|来得及|\b(?:until|by|before|at the latest)\b)")
OVER = re.compile(
    r"过了|没法再|已经结束|选项了|超|本该|就该|说实话|看到过|没做到"
    r"|\b(?:was|were|had|ended|over|passed)\b"
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def orders(now: datetime) -> Iterator[tuple[str, Facts]]:
    """Yield what may be over of an order, and an order of which it is."""
    ago = {days: now - timedelta(days=days) for days in (5, 9, 14, 35, 36, 40)}
    kept = Facts(order_no="1", paid_at=ago[40], shipped_at=ago[36], delivered_at=ago[35], signed_at=ago[35])
    yield "ship_by", Facts(order_no="1", paid_at=ago[9], ship_by=ago[5])
    yield from (("last_day", replace(kept, delivered_at=ago[14], signed_at=ago[14])), ("last_day", kept))
    yield "deadline", kept


def is_open(sentence: str, now: datetime) -> bool:
    """Return whether a sentence speaks of a day that is over as one that is still to come."""
    days = [read_day(found[0], now) for found in DATE.finditer(sentence)]
    return any(day < now.date() for day in days) and bool(OPEN.search(sentence)) and not OVER.search(sentence)


def read_day(written: str, now: datetime) -> date:
    """Return the day that is written, in the year of `now`."""
    if "月" in written:
        month, day = map(int, re.findall(r"\d+", written))
    else:
        number, name = written.split()
        month, day = MONTHS.index(name) + 1, int(number)
    return now.replace(month=month, day=day).date()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_offered_until_a_day_that_is_over(name: str, engine: Engine, now: datetime) -> None:
    reply = engine.kit.library.reply(name)
    assert reply is not None
    told = {ends[1] for need in reply.header.needs if (ends := ENDS.fullmatch(need))}
    for about, order in orders(now):
        for body in ask(reply, order, engine, now) if about in told and not reply.is_notice else ():
            sentences = re.split(r"(?<=[。！？])|(?<=[.!?]) ", body.text)
            assert [one for one in sentences if is_open(one, now)] == []


def ask(reply: Reply, order: Facts, engine: Engine, now: datetime) -> list[Body]:
    """Return what is drafted for an order, in both languages, for words that the reply listens for."""
    platform: Platform = "ebay" if "ebay" in reply.header.when.platform else "taobao"
    language = "en" if platform == "ebay" else "zh"
    said = (*getattr(reply.header.when.says, language), "ok")[0]
    inquiry = Inquiry(said, platform, facts=order, reply_language=language, intents=(reply.header.intent,))
    return [body for one in draft(inquiry, engine.kit, now=now).drafts for body in (one.body, one.gloss)]


@pytest.mark.parametrize(
    ("sentence", "still"),
    [
        ("退货期到11月18日为止，先提交。", True),
        ("退货期到11月18日已经过了。", False),
        ("退货期到11月27日为止，先提交。", False),
        ("It can be returned until 18 Nov.", True),
        ("The return period ended on 18 Nov.", False),
        ("It can be returned until 27 Nov.", False),
    ],
)
def test_a_sentence_that_holds_a_past_day_open_is_noticed(sentence: str, still: bool, now: datetime) -> None:
    assert is_open(sentence, now) == still
