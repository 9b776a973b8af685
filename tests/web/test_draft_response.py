from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from app.contract import write_answer, write_classification, write_findings, write_moment, write_money
from app.model import Answer, Classification, Inquiry, ScoredIntent

from .fake_engine import FakeEngine

NOW = datetime(2026, 11, 21, 12, 0, 30, 999, tzinfo=timezone(timedelta(hours=8)))


def answer(message: str = "刚收到就降价了，我要投诉") -> Answer:
    return FakeEngine().draft(Inquiry(message), now=NOW)


def written(message: str = "刚收到就降价了，我要投诉", *, language: str = "zh") -> dict[str, object]:
    response = write_answer(answer(message), inquiry_id="7", agent_language=language)  # type: ignore[arg-type]
    return json.loads(response.model_dump_json())


def test_the_answer_has_the_keys_of_the_contract_in_its_order() -> None:
    keys = "id language abstained intents candidates slots decisions drafts steps deadlines escalate manner"
    assert list(written()) == keys.split()


def test_spans_are_pairs_and_evidence_is_kept() -> None:
    assert written()["intents"][0]["evidence"] == [
        {"kind": "word", "text": "降价", "span": [4, 6]},
        {"kind": "example", "text": "刚买就变了", "span": [0, 12]},
    ]


def test_five_candidates_are_named() -> None:
    assert len(written()["candidates"]) == 5


def test_fewer_than_five_candidates_are_named_when_there_are_fewer() -> None:
    seen = Classification("zh", (), (ScoredIntent("a", 0.123456), ScoredIntent("b", 0.1)))
    response = write_classification(seen, inquiry_id=None)
    assert [candidate.score for candidate in response.candidates] == [0.1235, 0.1]
    assert response.abstained


def test_reasons_and_steps_are_in_the_agents_language() -> None:
    zh, en = written(language="zh"), written(language="en")
    assert zh["escalate"]["because"].startswith("买家提到投诉")
    assert en["escalate"]["because"].startswith("The buyer threatens")
    assert en["steps"][0].startswith("Compare")
    assert en["decisions"][0]["because"].startswith("12 of 15")


def test_a_source_nobody_has_read_has_no_date() -> None:
    sources = [decision["source"] for decision in written()["decisions"]]
    assert sources[0]["verified_on"] == date(2026, 11, 21).isoformat()
    assert sources[1]["verified_on"] is None


def test_findings_speak_both_languages() -> None:
    findings = write_findings(FakeEngine().lint("我不知道", language="zh", platform="taobao")).model_dump()["findings"]
    assert findings[0]["span"] == (1, 4)
    assert set(findings[0]["say"]) == {"zh", "en"}


@pytest.mark.parametrize(
    ("amount", "text"), [("40", "40.00"), ("0.125", "0.13"), ("1E+3", "1000.00"), ("199.999", "200.00")]
)
def test_money_has_two_decimals_with_halves_up(amount: str, text: str) -> None:
    assert write_money(Decimal(amount)) == text


def test_times_keep_their_offset_and_drop_fractions() -> None:
    assert write_moment(NOW) == "2026-11-21T12:00:30+08:00"
    assert write_moment(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00+00:00"


def test_what_is_not_there_is_null() -> None:
    plain = replace(answer(), escalate=None)
    response = write_answer(plain, inquiry_id=None, agent_language="zh")
    assert (response.id, response.escalate, response.decisions[1].amount) == (None, None, None)
