"""Each shop's days and deadlines are counted in its own zone, whatever the service's is."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.desk.due import PROMISE
from app.engine import Engine
from app.model import Facts, Inquiry
from app.store.log import list_entries_of
from app.store.shops import change_shop

from .work import Work

SIGNED = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
"""The 21st in Shanghai, still the 20th in London."""


def last_day(work: Work) -> datetime:
    facts = {"order_no": "77001", "item": "裙子", "signed_at": SIGNED.isoformat(), "intact": True}
    came = work.write("不想要了可以七天无理由退货吗", facts=facts)
    decided = {one["rule"]: one for one in came.drafts[0].answer["decisions"]}
    return datetime.fromisoformat(decided["no_reason_return"]["deadline"])


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/London", "America/Los_Angeles"])
def test_the_days_of_a_rule_begin_at_the_shops_midnight(work: Work, zone: str) -> None:
    work.session.expire_all()
    change_shop(work.session, work.shop.id, timezone=zone)
    due = last_day(work).astimezone(ZoneInfo(zone))
    begun = SIGNED.astimezone(ZoneInfo(zone)).date()
    assert (due.date() - begun).days in {7, 8}
    assert (due.hour, due.minute) in {(0, 0), (23, 59)}


def test_without_a_zone_that_of_the_settings_counts(engine: Engine, now: datetime) -> None:
    facts = Facts(signed_at=SIGNED, intact=True, item="裙子")
    asked = Inquiry("不想要了可以七天无理由退货吗", facts=facts)
    there = Inquiry("不想要了可以七天无理由退货吗", facts=facts, zone=ZoneInfo("Europe/London"))
    ends = [
        next(one.deadline for one in engine.draft(inquiry, now=now).decisions if one.rule == "no_reason_return")
        for inquiry in (asked, there)
    ]
    assert ends[0] is not None
    assert ends[1] is not None
    assert (ends[0].utcoffset() != ends[1].utcoffset(), ends[0] != ends[1]) == (True, True)


def test_a_promise_told_in_the_sites_zone_is_logged_as_promised(work: Work) -> None:
    came = work.write("Where is my parcel? It has been stuck for days", platform="ebay")
    sent = work.answer(came)
    assert "Pacific time" in sent.message.text
    promised = [one.data for one in list_entries_of(work.session, came.conversation) if one.kind == PROMISE]
    assert "promised_answer" in {one["what"] for one in promised}
