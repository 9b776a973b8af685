from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract import read_classify, read_inquiry, read_json, read_lint
from app.contract.limits import HISTORY_LIMIT, MESSAGE_LIMIT
from app.contract.requests import KnownFacts
from app.errors import BadInput, NotJson, TooLarge
from app.model import FACT_NAMES, Facts, Inquiry, Turn


def refuse(data: object) -> dict[str, str]:
    with pytest.raises(BadInput) as caught:
        read_inquiry(data)
    return {error.path: error.say for error in caught.value.errors}


def test_a_message_alone_is_enough() -> None:
    asked = read_inquiry({"message": "降价了"})
    assert asked == (Inquiry(message="降价了"), None, None, "zh")


def test_every_key_of_the_contract_arrives_typed() -> None:
    asked = read_inquiry(
        {
            "id": "17",
            "message": "hi",
            "platform": "ebay",
            "shop": "二店",
            "facts": {"price_paid": "199", "paid_at": "2026-11-20T10:00:00.5+08:00", "worn": False, "fault": "courier"},
            "history": [{"from": "shop", "text": "在的", "at": "2026-11-20T02:00:00Z"}],
            "reply_language": "en",
            "agent_language": "en",
            "now": "2026-11-21T00:00:00Z",
        }
    )
    inquiry = asked.inquiry
    assert (asked.id, asked.agent_language, inquiry.platform, inquiry.shop) == ("17", "en", "ebay", "二店")
    assert asked.now == datetime(2026, 11, 21, tzinfo=UTC)
    assert inquiry.facts.price_paid == Decimal("199")
    assert inquiry.facts.paid_at is not None
    assert inquiry.facts.paid_at.utcoffset() == timedelta(hours=8)
    assert (inquiry.facts.worn, inquiry.facts.fault) == (False, "courier")
    assert inquiry.history == (Turn("shop", "在的", datetime(2026, 11, 20, 2, tzinfo=UTC)),)


def test_a_notice_stands_in_for_a_message() -> None:
    inquiry = read_inquiry({"notice": "parcel_sent"}).inquiry
    assert (inquiry.notice, inquiry.message) == ("parcel_sent", None)


def test_the_form_knows_exactly_the_facts_of_the_model() -> None:
    assert set(KnownFacts.model_fields) == set(FACT_NAMES)


def test_null_and_blank_facts_are_unknown() -> None:
    facts = {"item": None, "order_no": "  ", "price_paid": "", "paid_at": "", "fault": ""}
    assert read_inquiry({"message": "x", "facts": facts}).inquiry.facts == Facts()


def test_blanks_around_a_line_are_taken_off() -> None:
    assert read_inquiry({"message": "x", "facts": {"item": " 衬衫 "}}).inquiry.facts.item == "衬衫"


WRONG_FACTS = [
    ("price_paid", 199.0, 'such as "199.00"'),
    ("price_paid", True, 'such as "199.00"'),
    ("price_paid", "-1.00", "no sign"),
    ("price_paid", "1e3", "plain amount"),
    ("price_paid", "１９９", "plain amount"),
    ("price_paid", "1.999", "at most 2 decimals"),
    ("price_paid", "NaN", "plain amount"),
    ("currency", "cny", "did you mean CNY?"),
    ("currency", "RMB", "did you mean CNY?"),
    ("currency", "XYZ", "ISO 4217"),
    ("paid_at", "2026-11-20T10:00:00", "has no offset"),
    ("paid_at", "2026-11-20", "RFC 3339"),
    ("paid_at", 1763600000, "RFC 3339"),
    ("paid_at", "2026-02-30T10:00:00Z", "no time of the calendar"),
    ("paid_at", "2026-02-03T10:00:00+25:00", "no time of the calendar"),
    ("paid_at", "0001-01-01T00:00:00+14:00", "years 2000 to 2099"),
    ("worn", "true", "without quotes"),
    ("worn", 1, "without quotes"),
    ("fault", "shp", "did you mean shop?"),
    ("item", "a\nb", "control character"),
    ("buyer_name", "a\x00b", "control character"),
    ("item", "x" * 201, "at most 200"),
    ("order_no", 6920, "double quotes"),
    ("item", "\ud83d", "surrogate"),
    ("paid_att", "x", "did you mean paid_at?"),
    ("zzz", "x", "known here: order_no"),
]


@pytest.mark.parametrize(("name", "value", "say"), WRONG_FACTS)
def test_a_wrong_fact_is_refused_with_its_path_and_the_mend(name: str, value: object, say: str) -> None:
    faults = refuse({"message": "x", "facts": {name: value}})
    assert list(faults) == [f"facts.{name}"]
    assert say in faults[f"facts.{name}"]


WRONG_REQUESTS: list[tuple[Any, str, str]] = [
    ({}, "message", "is required"),
    ({"message": None}, "message", "is required"),
    ({"message": "a", "notice": "b"}, "notice", "together with message"),
    ({"message": ""}, "message", "is empty"),
    ({"message": 5}, "message", "double quotes"),
    ({"message": "\udc00"}, "message", "surrogate"),
    ({"notice": "No Such!"}, "notice", "small letters"),
    ({"message": "a", "platform": "Taobao"}, "platform", "did you mean taobao?"),
    ({"message": "a", "platform": None}, "platform", "must be one of"),
    ({"message": "a", "reply_language": "fr"}, "reply_language", "auto, zh, en"),
    ({"message": "a", "shop": " "}, "shop", "blank"),
    ({"message": "a", "facts": []}, "facts", "in braces"),
    ({"message": "a", "history": {}}, "history", "square brackets"),
    ({"message": "a", "history": [{"from": "me", "text": "x"}]}, "history[0].from", "buyer, shop"),
    ({"message": "a", "history": [{"from": "shop"}]}, "history[0].text", "is required"),
    ({"message": "a", "history": [{"from": "shop", "text": "x", "when": 1}]}, "history[0].when", "not a key"),
    ({"message": "a", "history": [{"from": "shop", "text": "x"}] * 51}, "history", f"at most {HISTORY_LIMIT}"),
    ({"message": "a", "now": "yesterday"}, "now", "RFC 3339"),
    ({"message": "a", "pltform": "jd"}, "pltform", "did you mean platform?"),
    ([], "body", "in braces"),
    ("x", "body", "in braces"),
    (None, "body", "in braces"),
]


@pytest.mark.parametrize(("data", "path", "say"), WRONG_REQUESTS)
def test_a_wrong_request_is_refused_with_its_path_and_the_mend(data: object, path: str, say: str) -> None:
    faults = refuse(data)
    assert list(faults) == [path]
    assert say in faults[path]


def test_every_wrong_field_is_named_at_once() -> None:
    faults = refuse({"mesage": "x", "platform": "x", "facts": {"worn": "no", "paid_at": "now"}})
    assert set(faults) == {"message", "mesage", "platform", "facts.worn", "facts.paid_at"}


@pytest.mark.parametrize("read", [read_inquiry, read_classify, read_lint])
def test_a_text_over_the_limit_is_too_large(read: Any) -> None:
    long = "长" * (MESSAGE_LIMIT + 1)
    body = {"message": long} if read is read_inquiry else {"text": long, "language": "zh"}
    if read is read_classify:
        del body["language"]
    with pytest.raises(TooLarge, match="2001 characters; at most 2000"):
        read(body)


def test_the_limit_counts_characters_and_not_bytes() -> None:
    assert read_inquiry({"message": "😀" * MESSAGE_LIMIT}).inquiry.message == "😀" * MESSAGE_LIMIT


@given(
    st.text(min_size=1, max_size=MESSAGE_LIMIT).filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text))
)
def test_a_message_is_kept_to_the_character(message: str) -> None:
    assert read_inquiry({"message": message}).inquiry.message == message


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.text() | st.sampled_from(["message", "facts", "history", "now", "paid_at", "platform"]), inner
            )
        ),
    )
)
def test_no_input_ends_in_anything_but_an_answer_or_a_refusal(data: object) -> None:
    with contextlib.suppress(BadInput):
        inquiry = read_inquiry(data).inquiry
        assert (inquiry.message is None) is not (inquiry.notice is None)


@pytest.mark.parametrize(
    "text", [b"", b"{", b"\xff\xfe{}", b'{"a": NaN}', b'{"a": "\\ud800"}', b"[" * 50_000, b"1" * 9_000]
)
def test_what_is_not_json_is_refused_as_such(text: bytes) -> None:
    with pytest.raises(NotJson, match="is not JSON"):
        read_json(text)


def test_a_byte_order_mark_is_forgiven() -> None:
    assert read_json(b'\xef\xbb\xbf{"message": "x"}') == {"message": "x"}


def test_classify_and_lint_refuse_unknown_keys() -> None:
    with pytest.raises(BadInput, match="did you mean text"):
        read_classify({"txt": "x"})
    with pytest.raises(BadInput, match="language: is required"):
        read_lint({"text": "x"})
