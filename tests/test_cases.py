"""What a buyer says → what it is taken for, what the rules say, and which reply is drafted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
import yaml
from case_files import Case, read_cases, write_rows

from app.contract import read_inquiry
from app.core.library import Library
from app.core.text import bare
from app.engine import Engine
from app.model import Answer

CASES = read_cases()
HEART = {"color_difference", "sizing", "price_difference", "refund_howto", "parcel_not_received"}


def answer(row: dict[str, Any], engine: Engine, now: datetime) -> Answer:
    """Return what the engine makes of a case."""
    asked = {"message": row["say"], "platform": row.get("platform", "taobao"), "facts": row.get("facts", {})}
    at = datetime.fromisoformat(row["now"]) if "now" in row else now
    return engine.draft(read_inquiry(asked).inquiry, now=at)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_case_ends_as_it_is_written(case: Case, engine: Engine, now: datetime, update_golden: bool) -> None:
    row = case.row
    found = answer(row, engine, now)
    assert [intent.id for intent in found.classification.intents] == ([] if row.get("abstains") else row["is"])
    decided = {decision.rule: decision.outcome for decision in found.decisions}
    assert {rule: decided.get(rule) for rule in row.get("decisions", {})} == row.get("decisions", {})
    assert found.drafts[0].template == row["reply"]
    assert (found.escalate is not None) is row.get("escalate", False)
    if update_golden and "text" in row:
        rows = yaml.safe_load(case.path.read_text(encoding="utf-8"))
        rows[case.place]["text"] = found.drafts[0].body.text
        write_rows(case.path, rows)
    elif "text" in row:
        assert found.drafts[0].body.text == row["text"]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_draft_of_a_case_may_be_sent(case: Case, engine: Engine, now: datetime) -> None:
    found = answer(case.row, engine, now)
    assert 1 <= len(found.drafts) <= 3
    for draft in found.drafts:
        assert [finding for finding in draft.findings if finding.severity == "block"] == []


def test_every_intent_has_a_case_in_both_languages(library: Library) -> None:
    spoken = {(case.row["is"][0], case.row["say"].isascii()) for case in CASES}
    assert spoken >= {(intent, english) for intent in library.intents for english in (True, False)}


def test_the_heart_of_the_desk_is_fixed_to_the_word_in_both_languages() -> None:
    worded = {(case.row["is"][0], case.row["say"].isascii()) for case in CASES if "text" in case.row}
    assert worded >= {(intent, english) for intent in HEART for english in (True, False)}


def test_no_case_is_a_phrase_that_was_learned(library: Library) -> None:
    phrases = {bare(text.lower()) for intent in library.intents.values() for text in (*intent.says.zh, *intent.says.en)}
    assert [case.row["say"] for case in CASES if bare(case.row["say"].lower()) in phrases] == []
