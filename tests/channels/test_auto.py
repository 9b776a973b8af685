"""What goes out by itself: nothing at all until it is switched on, and then only what binds the shop to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from store.conftest import databases, server

from app.channels.outgoing.auto import Obstacle, Proposal, find_obstacle
from app.store.audit import list_acts
from app.store.auto_rules import AutoRule, drop_rule, list_rules, set_rule
from app.store.drafts import NewDraft
from app.store.records import Conversation, Draft, Message
from app.store.shops import list_shops

from .shopfront import Shopfront, running

__all__ = ["databases", "running", "server"]

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
RESTS = {"decisions": [], "findings": [], "missing": [], "escalate": None}
BLOCK, WARN = ({"code": "L1", "severity": severity, "span": [0, 1]} for severity in ("block", "warn"))
NUMBERS = count(11_000)


def talk(**changes: Any) -> Conversation:
    known: dict[str, Any] = {
        "id": 1,
        "shop_id": 1,
        "buyer_id": 1,
        "channel": "ebay",
        "vendor_id": "t1",
        "platform": "ebay",
        "state": "open",
        "rank": 1,
        "assignee_id": None,
        "escalated_because": None,
        "intent": None,
        "order_no": None,
        "facts": {},
        "waiting_since": NOW,
        "clock_due_at": None,
        "due_at": None,
        "snoozed_until": None,
        "last_message_at": NOW,
        "last_text": "",
        "message_count": 1,
        "is_demo": False,
        "created_at": NOW,
        "updated_at": NOW,
        "version": 1,
    }
    return Conversation(**known | changes)


def wrote(user_id: int | None) -> Message:
    known: dict[str, Any] = {
        "id": 2,
        "shop_id": 1,
        "conversation_id": 1,
        "author": "agent",
        "user_id": user_id,
        "text": "Hello",
        "language": "en",
        "vendor_id": None,
        "sent_at": NOW,
        "received_at": NOW,
        "reading": None,
        "intent": None,
        "abstained": None,
        "clock_due_at": None,
        "answered_at": None,
    }
    return Message(**known)


def reply(template: str, **rests: Any) -> NewDraft:
    return NewDraft(template, "standard", "en", "Hello", "您好", RESTS | rests)


def offered(**rests: Any) -> Draft:
    known: dict[str, Any] = {
        "id": 3,
        "shop_id": 1,
        "conversation_id": 1,
        "message_id": 1,
        "template": "x.y",
        "variant": "standard",
        "position": 1,
        "language": "en",
        "text": "Hello",
        "gloss": "您好",
        "answer": RESTS | rests,
        "state": "offered",
        "final_text": None,
        "edit_distance": None,
        "reason": None,
        "decided_by": None,
        "decided_at": None,
        "created_at": NOW,
    }
    return Draft(**known)


def said(*intents: tuple[str, float], abstained: bool = False) -> dict[str, Any]:
    return {"abstained": abstained, "intents": [{"id": name, "score": score} for name, score in intents]}


GOES = Proposal(
    rule=AutoRule(1, "greeting", 0.95, None, NOW),
    reading=said(("greeting", 0.97)),
    conversation=talk(),
    offered=(offered(),),
    draft=reply("greeting.general"),
    last_reply=None,
)
PARCEL = AutoRule(1, "parcel_not_received", 0.9, None, NOW)
SUPERVISOR = {"to": "supervisor", "because": {"zh": "要主管定", "en": "A supervisor decides"}}
STAYS: list[tuple[Obstacle, dict[str, Any]]] = [
    ("abstained", {"reading": said(abstained=True)}),
    ("abstained", {"reading": said(("greeting", 0.97), abstained=True)}),
    ("abstained", {"reading": {}}),
    ("several", {"reading": said(("greeting", 0.97), ("complaint", 0.96))}),
    ("several", {"reading": said()}),
    ("off", {"rule": None}),
    ("off", {"rule": PARCEL}),
    ("unsure", {"reading": said(("greeting", 0.9499))}),
    ("unsure", {"rule": AutoRule(1, "greeting", 1.0, None, NOW)}),
    ("escalated", {"conversation": talk(state="escalated", escalated_because="a threat")}),
    ("escalated", {"conversation": talk(rank=0)}),
    ("escalated", {"offered": (offered(escalate=SUPERVISOR),)}),
    ("again", {"last_reply": wrote(None)}),
    ("committal", {"draft": reply("refund_progress.general")}),
    ("committal", {"draft": reply("greetings_from.hell")}),
    ("committal", {"draft": reply("greeting.general", decisions=[{"rule": "price_protection"}])}),
    ("committal", {"draft": None}),
    ("blocked", {"draft": reply("greeting.general", findings=[BLOCK])}),
    ("blocked", {"draft": reply("holding.general", findings=[WARN, BLOCK])}),
]


@pytest.mark.parametrize(("why", "change"), STAYS, ids=[f"{number} {why}" for number, (why, _) in enumerate(STAYS)])
def test_what_stays(why: Obstacle, change: dict[str, Any]) -> None:
    assert find_obstacle(replace(GOES, **change)) == why


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"reading": said(("greeting", 0.95))},
        {"last_reply": wrote(7)},
        {"draft": reply("greeting.thanks", findings=[WARN])},
        {
            "rule": PARCEL,
            "reading": said(("parcel_not_received", 0.99)),
            "draft": reply("holding.general"),
            "offered": (offered(decisions=[{"rule": "ebay_not_received"}]),),
        },
    ],
)
def test_what_may_go(change: dict[str, Any]) -> None:
    assert find_obstacle(replace(GOES, **change)) is None


@pytest.fixture
def front(running: Shopfront) -> Iterator[Shopfront]:
    running.ebay.sent.clear()
    yield running
    for rule in list_all(running):
        with running.store.transaction() as session:
            drop_rule(session, rule.shop_id, rule.intent)


def list_all(front: Shopfront) -> tuple[AutoRule, ...]:
    with front.store.reading() as session:
        return list_rules(session, list_shops(session)[0].id)


def switch_on(front: Shopfront, intent: str, confidence: float = 0.8) -> None:
    with front.store.transaction() as session:
        set_rule(session, list_shops(session)[0].id, intent, confidence, by=None, at=NOW)


def hear(front: Shopfront, text: str, *, kind: str = "ebay") -> int:
    return front.hear(text, str(next(NUMBERS)), kind=kind)


def test_nothing_goes_out_by_itself_as_the_service_comes(front: Shopfront) -> None:
    number = hear(front, "Hello, good morning!")
    assert (list_all(front), front.replies(number), front.ebay.sent) == ((), (), [])


def test_a_greeting_that_is_switched_on_is_answered_by_a_greeting(front: Shopfront) -> None:
    switch_on(front, "greeting")
    number = hear(front, "Hello, good morning!")
    assert front.ended(number).state == "done"
    shown = front.ask("GET", f"/v1/conversations/{number}").json()
    assert [(one["author"], one["user"]) for one in shown["messages"]["items"]] == [("agent", None), ("buyer", None)]
    with front.store.reading() as session:
        actions = [act.action for act in list_acts(session, limit=5).items]
    assert "reply.sent_by_itself" in actions


def test_of_another_matter_only_that_it_is_looked_into_and_the_drafts_stay(front: Shopfront) -> None:
    switch_on(front, "parcel_not_received")
    number = hear(front, "Hi, my parcel still hasn't arrived, where is it?")
    assert front.ended(number).state == "done"
    assert "Let me check just that first" in front.ebay.sent[0][1]
    shown = front.ask("GET", f"/v1/conversations/{number}").json()
    assert shown["drafts"][0]["template"].startswith("parcel_not_received.")
    assert shown["conversation"]["due_at"] is not None


def test_it_does_not_go_out_twice_in_a_row(front: Shopfront) -> None:
    switch_on(front, "greeting")
    number = str(next(NUMBERS))
    talk_number = front.hear("Hello, good morning!", number)
    front.ended(talk_number)
    front.hear_again("Hello? Good evening!", number)
    assert len(front.replies(talk_number)) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hello, good morning!", "slack"),
        ("My parcel still hasn't arrived, where is it?", "ebay"),
        ("asdf qwer", "ebay"),
    ],
    ids=["a channel that cannot write to buyers", "another matter", "not understood"],
)
def test_what_else_comes_in_stays_with_the_agents(front: Shopfront, text: str, kind: str) -> None:
    switch_on(front, "greeting")
    assert front.replies(hear(front, text, kind=kind)) == ()
