"""What somebody promises in their own words is heard, and what the buyer is to do is not taken for it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.core.spoken_promises import find_spoken, quote_promise

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("亲，我们马上去查，24小时内给您答复。", 24),
        ("这边两小时之内联系您", 2),
        ("已经在催快递了，3 天内给您回音！", 72),
        ("半个小时内回复您", 0.5),
        ("We will check with the courier and get back to you within 24 hours.", 24),
        ("I'll let you know within two days", 48),
    ],
)
def test_a_time_by_which_the_shop_is_back_is_heard(text: str, hours: float) -> None:
    (due,) = find_spoken(text, now=NOW)
    assert (due - NOW).total_seconds() == hours * 3600


@pytest.mark.parametrize(
    "text",
    [
        "请您在7天内寄回，收到后联系我们",
        "签收后7天内可以退货",
        "Please reply within 3 days.",
        "You can return it within 30 days; let us know.",
        "我们会尽快答复您",
        "",
    ],
)
def test_what_promises_no_time_of_ours_is_not(text: str) -> None:
    assert list(find_spoken(text, now=NOW)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "亲，您好。真抱歉让您久等！我去查一下，今天 18:00 前给您答复。感谢理解。",
            "我去查一下，今天 18:00 前给您答复。",
        ),
        (
            "Hello Ada, thank you.\nWe will update you by 18:00 today. Kind regards",
            "We will update you by 18:00 today.",
        ),
        ("您好！我们2小时内给您答复。请您在24小时内回复我们。", "我们2小时内给您答复。"),
        ("亲，包裹会派送。", "亲，包裹会派送。"),
    ],
)
def test_of_a_reply_what_was_promised_is_quoted(text: str, said: str) -> None:
    assert quote_promise(text, by=NOW.replace(hour=18)) == said
