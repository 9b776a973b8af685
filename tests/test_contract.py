"""The examples of the contract with outside programs, over HTTP against the real engine."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from web.caller import Caller

from app.engine import Engine
from app.settings import Settings
from app.web.app import create_app

NOW = "2026-11-21T12:00:00+08:00"
FACTS = {
    "order_no": "6920230000012345678", "item": "亚麻衬衫", "price_paid": "199.00", "current_price": "159.00",
    "currency": "CNY",
    "paid_at": "2026-11-08T10:00:00+08:00", "shipped_at": "2026-11-09T10:00:00+08:00",
    "delivered_at": "2026-11-12T10:00:00+08:00", "signed_at": "2026-11-12T11:00:00+08:00",
    "closed_at": "2026-11-18T10:00:00+08:00", "refund_requested_at": None, "return_received_at": None, "ship_by": None,
    "latest_delivery_by": None, "carrier": "圆通", "tracking_no": "YT2284756983214", "return_tracking_no": None,
    "free_shipping": True, "worn": False, "intact": True, "fault": "unclear", "buyer_name": "小林", "buyer_id": "xl_01",
    "category": "女装", "ordered_size": "M", "ordered_color": "米白",
}  # fmt: skip
REQUEST = {
    "id": "1", "message": "刚收到就降价了，退差价吗", "platform": "taobao", "shop": "default", "facts": FACTS,
    "history": [{"from": "buyer", "text": "在吗", "at": "2026-11-21T11:58:00+08:00"}],
    "reply_language": "auto", "now": NOW,
}  # fmt: skip
RULES = {
    "no_reason_return", "price_protection", "return_postage", "late_shipment", "refund_timing", "quality_claim",
    "ebay_not_received", "ebay_return", "ebay_cancel", "ebay_unpaid", "ebay_feedback_revision",
}  # fmt: skip


@pytest.fixture
def call(engine: Engine, data_dir: Any) -> Caller:
    """Call the API over the real engine from this computer."""
    return Caller(create_app(engine, Settings(data_dir=data_dir)))


def post(call: Caller, path: str, **body: Any) -> dict[str, Any]:
    """Return the JSON answer to a POST that must succeed."""
    response = call("POST", path, json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_the_example_request_is_answered_with_every_key_of_the_example_response(call: Caller) -> None:
    answer = post(call, "/v1/drafts", **REQUEST)
    assert list(answer) == [
        "id", "language", "abstained", "intents", "candidates", "slots", "decisions", "drafts", "steps", "deadlines",
        "escalate", "manner",
    ]  # fmt: skip
    assert (answer["id"], answer["language"], answer["abstained"]) == ("1", "zh", False)
    intent = answer["intents"][0]
    assert intent["id"] == "price_difference"
    assert 0.5 < intent["score"] <= 1
    assert {"kind": "word", "text": "降价", "span": [4, 6]} in intent["evidence"]
    assert len(answer["candidates"]) == 5
    assert answer["candidates"][0] == {"id": "price_difference", "score": intent["score"]}


def test_the_decision_of_the_example_owes_the_difference_and_names_its_source(call: Caller) -> None:
    decision = post(call, "/v1/drafts", **REQUEST)["decisions"][0]
    assert decision["rule"] == "price_protection"
    assert (decision["outcome"], decision["amount"], decision["currency"]) == ("eligible", "40.00", "CNY")
    assert datetime.fromisoformat(decision["deadline"]) == datetime(2026, 12, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert "closed_at" in decision["facts_used"]
    assert decision["facts_missing"] == []
    assert set(decision["source"]) == {"name", "url", "verified_on"}
    assert decision["because"]


def test_the_drafts_of_the_example_are_ready_to_send_with_their_meaning(call: Caller) -> None:
    drafts = post(call, "/v1/drafts", **REQUEST)["drafts"]
    assert 1 <= len(drafts) <= 3
    first = drafts[0]
    assert (first["template"], first["variant"], first["language"]) == ("price_difference.eligible", "standard", "zh")
    assert "¥40.00" in first["text"]
    assert first["gloss"]["language"] == "en"
    assert "CNY 40.00" in first["gloss"]["text"]
    assert (first["missing"], first["findings"]) == ([], [])


def test_steps_and_deadlines_of_the_example_are_named(call: Caller) -> None:
    answer = post(call, "/v1/drafts", **REQUEST)
    assert answer["steps"]
    first_reply = next(due for due in answer["deadlines"] if due["what"] == "first_reply")
    assert datetime.fromisoformat(first_reply["at"]) == datetime.fromisoformat("2026-11-21T12:03:00+08:00")
    assert answer["escalate"] is None


def test_slots_of_a_message_carry_kind_value_and_span(call: Caller) -> None:
    answer = post(call, "/v1/drafts", message="6920230000012345678 这单降价了")
    assert {"kind": "order_no", "value": "6920230000012345678", "span": [0, 19]} in answer["slots"]


def test_only_the_message_is_required(call: Caller) -> None:
    assert post(call, "/v1/drafts", message="发票还没开给我")["drafts"]


def test_a_notice_stands_in_for_a_message(call: Caller) -> None:
    answer = post(call, "/v1/drafts", notice="shipped", facts={"tracking_no": "YT2284756983214"})
    assert answer["drafts"][0]["template"] == "notice.shipped"
    assert "YT2284756983214" in answer["drafts"][0]["text"]


def test_a_threat_goes_to_a_supervisor_with_a_reason(call: Caller) -> None:
    escalate = post(call, "/v1/drafts", message="再不解决我就去投诉你们，叫你们主管来")["escalate"]
    assert escalate["to"] == "supervisor"
    assert escalate["because"]


def test_what_belongs_to_nobody_is_met_with_silence_and_a_holding_reply(call: Caller) -> None:
    answer = post(call, "/v1/drafts", message="你们公司还招人吗")
    assert (answer["abstained"], answer["intents"]) == (True, [])
    assert answer["drafts"][0]["template"] == "other.job"
    assert len(answer["candidates"]) == 5


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"colour": "red"}, "colour"),
        ({"platform": "amazon"}, "platform"),
        ({"facts": {"price_paid": "cheap"}}, "facts.price_paid"),
        ({"facts": {"fault": "weather"}}, "facts.fault"),
        ({"facts": {"signed_at": "2026-11-12T11:00:00"}}, "facts.signed_at"),
        ({"notice": "shipped"}, "notice"),
    ],
)
def test_an_unknown_key_or_a_bad_value_is_refused_with_its_path(
    call: Caller, change: dict[str, Any], path: str
) -> None:
    response = call("POST", "/v1/drafts", json={"message": "在吗", **change})
    problem = response.json()
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert {"type", "title", "status", "detail", "errors"} <= set(problem)
    assert path in [error["path"] for error in problem["errors"]]
    assert all(error["say"] for error in problem["errors"])


def test_classify_lint_intents_and_templates_answer(call: Caller) -> None:
    found = post(call, "/v1/classify", text="包裹显示签收了，我没收到")
    assert set(found) >= {"language", "abstained", "intents", "candidates"}
    findings = post(call, "/v1/lint", text="加我微信吧", language="zh", platform="taobao")["findings"]
    assert set(findings[0]) == {"code", "severity", "span", "say", "better"}
    assert findings[0]["severity"] == "block"
    assert len(call("GET", "/v1/intents").json()["intents"]) == 27
    assert call("GET", "/v1/templates").json()["templates"]


def test_health_readiness_and_the_description_of_the_api_answer(call: Caller) -> None:
    assert [call("GET", path).status_code for path in ("/healthz", "/readyz", "/openapi.json", "/")] == [200] * 4


def test_the_rules_have_the_names_of_the_contract(engine: Engine) -> None:
    assert set(engine.library.policies) - {"service_levels"} == RULES
