"""Replies, voices and decisions that a test makes up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.core.definitions import ReplyHeader, Voice
from app.core.replies import Reply
from app.core.reply_syntax import read_body
from app.model import Bilingual, Decision, Outcome

SAME = Bilingual("说明", "because")


def make_reply(name: str, *, when: Mapping[str, Any] | None = None, priority: int = 0, **blocks: str) -> Reply:
    """Return a reply; its blocks are `zh`, `en`, `zh_open` … with a sentence where none is given."""
    written = {"zh": f"{name}。", "en": f"{name}."} | blocks
    body = read_body("\n".join(f"{{% block {key} %}}\n{text}\n{{% endblock %}}" for key, text in written.items()))
    assert not [fault for fault in body.faults if fault.kind != "unpaired_block"]
    header = ReplyHeader.model_validate(
        {"id": name, "intent": "a", "title": {"zh": "题", "en": "title"}, "when": when or {}, "priority": priority}
    )
    return Reply(header, body.blocks, f"{name}.j2")


def make_decision(rule: str, outcome: Outcome, reason: str = "why", **more: Any) -> Decision:
    """Return a decision of a rule."""
    return Decision(rule, outcome, reason, SAME, **more)


def make_voice() -> Voice:
    """Return a voice that greets, closes and asks."""
    zh = {
        "greeting": "您好～",
        "greeting_named": "{buyer_name}您好～",
        "closing": "祝好。",
        "ask": "请告诉我{things}。",
    }
    en = {
        "greeting": "Hi,",
        "greeting_named": "Hi {buyer_name},",
        "closing": "Best wishes.",
        "ask": "Please tell me {things}.",
    }
    return Voice.model_validate({"platforms": ["taobao"], "zh": zh, "en": en})
