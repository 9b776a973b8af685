"""The examples of the contract with outside programs, on the command line."""

from __future__ import annotations

import json

from app.contract import read_inquiry, write_answer
from app.engine import Engine

from .conftest import Shouhou

REQUEST = {
    "id": "1",
    "message": "刚收到就降价了，退差价吗",
    "facts": {"price_paid": "199.00", "current_price": "159.00", "closed_at": "2026-11-18T10:00:00+08:00"},
    "now": "2026-11-21T12:00:00+08:00",
}


def test_draft_on_the_command_line_gives_what_the_api_gives(engine: Engine, shouhou: Shouhou) -> None:
    run = shouhou("draft", "-", stdin=json.dumps(REQUEST, ensure_ascii=False))
    asked = read_inquiry(REQUEST)
    assert asked.now is not None
    answer = engine.draft(asked.inquiry, now=asked.now)
    assert run.status == 0
    assert run.rows == [write_answer(answer, inquiry_id="1", agent_language="zh").model_dump(mode="json")]
    assert run.rows[0]["decisions"][0]["amount"] == "40.00"


def test_classify_on_the_command_line_keeps_order_and_ids(shouhou: Shouhou) -> None:
    lines = [{"id": "a", "text": "什么时候发货"}, {"id": "b", "text": "where is my parcel"}]
    run = shouhou("classify", "-", stdin="\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    assert [(row["id"], row["language"]) for row in run.rows] == [("a", "zh"), ("b", "en")]
    assert [row["intents"][0]["id"] for row in run.rows] == ["late_shipment", "parcel_not_received"]
    assert all(len(row["candidates"]) == 5 for row in run.rows)
