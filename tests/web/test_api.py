from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from app.contract import DraftRequest, DraftResponse, read_inquiry
from app.web.openapi import EXAMPLES

from .caller import NOW, Caller
from .fake_engine import TITLES, FakeEngine


def test_a_draft_answers_with_the_contracts_shape(call: Caller) -> None:
    response = call.draft(id="a1", message="刚收到就降价了")
    assert response.status_code == 200
    body = response.json()
    assert body["id"] == "a1"
    assert DraftResponse.model_validate(body).drafts[0].template == "price_difference.eligible"


def test_the_time_is_the_clocks_unless_the_request_names_one(call: Caller, engine: FakeEngine) -> None:
    call.draft(message="降价")
    call.draft(message="降价", now="2026-01-01T00:00:00Z", agent_language="en")
    assert [(now, language) for _, now, language in engine.asked] == [
        (NOW, "zh"),
        (datetime(2026, 1, 1, tzinfo=UTC), "en"),
    ]


def test_a_notice_the_engine_does_not_know_is_refused(call: Caller) -> None:
    response = call.draft(notice="nonsense")
    assert response.status_code == 422
    assert response.json()["errors"] == [{"path": "notice", "say": "is not a notice; known: parcel_sent"}]


def test_classify_echoes_the_id(call: Caller) -> None:
    body = call("POST", "/v1/classify", json={"id": "9", "text": "颜色不对"}).json()
    assert (body["id"], body["abstained"], body["intents"][0]["id"]) == ("9", False, "color_difference")
    assert set(body) == {"id", "language", "abstained", "intents", "candidates"}


def test_lint_lists_findings(call: Caller) -> None:
    body = call("POST", "/v1/lint", json={"text": "我不知道", "language": "zh", "platform": "taobao"}).json()
    assert [finding["span"] for finding in body["findings"]] == [[1, 4]]


def test_intents_and_templates_are_listed(call: Caller) -> None:
    intents = call("GET", "/v1/intents").json()["intents"]
    templates = call("GET", "/v1/templates").json()["templates"]
    assert {intent["id"] for intent in intents} == set(TITLES)
    assert templates[0] == {
        "id": "color_difference.standard",
        "intent": "color_difference",
        "title": {"zh": "色差", "en": "Colour difference"},
        "when": {},
        "needs": {},
        "asks": ["order_no"],
    }


def test_health_and_readiness_say_what_is_loaded(call: Caller) -> None:
    assert call("GET", "/healthz").json() == {"status": "ok"}
    ready = call("GET", "/readyz").json()
    assert ready == {"status": "ready", "intents": 7, "replies": 7, "policies": 1, "digest": "0f" * 32}


HOSTILE = [
    "😀😀😀",
    " ",
    "\u200b\u202e\ufeff",
    "\x00\x01\x1b[31m",
    "{{ 7*7 }}{% for x in y %}",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "'; DROP TABLE orders; --",
    "\r\n" * 900,
    "a" * 2000,
]


@pytest.mark.parametrize("message", HOSTILE)
def test_hostile_messages_are_answered_as_text(call: Caller, message: str, engine: FakeEngine) -> None:
    response = call.draft(message=message)
    assert response.status_code == 200
    assert engine.asked[0][0].message == message


def test_openapi_describes_bodies_answers_and_problems(call: Caller) -> None:
    document = call("GET", "/openapi.json").json()
    schemas = document["components"]["schemas"]
    assert {"DraftRequest", "ClassifyRequest", "LintRequest", "KnownFacts", "DraftResponse", "Problem"} <= set(schemas)
    assert schemas["DraftRequest"]["additionalProperties"] is False
    assert set(document["paths"]) == {
        "/v1/drafts",
        "/v1/classify",
        "/v1/lint",
        "/v1/intents",
        "/v1/templates",
        "/healthz",
        "/readyz",
    }


def test_every_reference_of_openapi_leads_somewhere(call: Caller) -> None:
    text = call("GET", "/openapi.json").text
    known = json.loads(text)["components"]["schemas"]
    references = {part.split('"')[0] for part in text.split('"$ref":"#/components/schemas/')[1:]}
    assert references
    assert references <= set(known)


def test_the_examples_of_openapi_are_accepted() -> None:
    for example in EXAMPLES["DraftRequest"].values():
        assert read_inquiry(example["value"]).inquiry.message
    assert DraftRequest.model_json_schema()


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/v1/drafts/"])
def test_pages_that_load_from_elsewhere_do_not_exist(call: Caller, path: str) -> None:
    assert call("GET", path).status_code == 404
