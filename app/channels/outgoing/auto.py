"""Letting a reply go out by itself: only where an administrator has switched it on, and only one that binds to nothing.

What goes is a greeting in answer to a greeting, or to another matter the words that say that the shop is looking into
it; the drafts about the matter itself stay for an agent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from sqlalchemy.orm import Session

from app.channels.outgoing.replies import find_outlet, send_out
from app.core.replies import HOLDING
from app.desk.actors import Actor
from app.desk.drafter import Drafter
from app.desk.drafting import draft_as
from app.desk.faults import NotSendable
from app.desk.receive import Received
from app.desk.send import Reply
from app.desk.traces import Deed
from app.store.auto_rules import AutoRule, get_rule
from app.store.drafts import NewDraft, offer_drafts
from app.store.messages import find_last_of_shop
from app.store.records import Conversation, Draft, Message

if TYPE_CHECKING:
    from app.channels.switchboard import Channel

GREETING = "greeting"
BINDS_TO_NOTHING = frozenset({GREETING, HOLDING})
"""Intents of the replies that may go out by themselves."""
LEAST_CONFIDENCE, USUAL_CONFIDENCE = 0.8, 0.95
"""What may be set, and what a form proposes."""

Obstacle: TypeAlias = Literal[
    "abstained",  # it was not understood
    "several",  # it says more than one thing, or nothing
    "off",  # the switch is off
    "unsure",  # below the set confidence
    "escalated",  # a person above the agent has to decide, or it is a platform's case
    "again",  # the last reply went out by itself already: programs would answer each other for ever
    "committal",  # the reply says more than a greeting or that the shop is looking into it
    "blocked",  # the pre-send check objects
    "no_outlet",  # the channel cannot write to its buyers
]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reply that would go out: the rule for the matter (None: off), what was understood, and the reply's draft.

    `last_reply` is what the shop wrote last in the conversation.
    """

    rule: AutoRule | None
    reading: Mapping[str, Any]
    conversation: Conversation
    offered: Sequence[Draft]
    draft: NewDraft | None
    last_reply: Message | None


def find_obstacle(one: Proposal) -> Obstacle | None:
    """Return why a reply does not go out by itself; None where nothing but the channel could stand in its way."""
    return _judge_reading(one) or _judge_talk(one) or _judge_draft(one.draft)


def _judge_reading(one: Proposal) -> Obstacle | None:
    intents: Sequence[Mapping[str, Any]] = one.reading.get("intents") or []
    if one.reading.get("abstained", True):
        return "abstained"
    if len(intents) != 1:
        return "several"
    if one.rule is None or one.rule.intent != intents[0]["id"]:
        return "off"
    return "unsure" if intents[0]["score"] < one.rule.confidence else None


def _judge_talk(one: Proposal) -> Obstacle | None:
    if _is_for_a_supervisor(one):
        return "escalated"
    return "again" if one.last_reply is not None and one.last_reply.user_id is None else None


def _is_for_a_supervisor(one: Proposal) -> bool:
    waits = one.conversation.escalated_because is not None or one.conversation.is_case
    return waits or any(draft.answer["escalate"] for draft in one.offered)


def _judge_draft(draft: NewDraft | None) -> Obstacle | None:
    if draft is None or draft.template.split(".")[0] not in BINDS_TO_NOTHING or draft.answer["decisions"]:
        return "committal"
    return "blocked" if any(finding["severity"] == "block" for finding in draft.answer["findings"]) else None


def send_by_itself(
    session: Session, engine: Drafter, channels: Mapping[str, Channel], received: Received, *, now: datetime
) -> Obstacle | None:
    """Let a reply to a message go out where it may, and return None; else why it does not."""
    reading = received.message.reading or {}
    meant = [str(intent["id"]) for intent in reading.get("intents") or ()]
    rule = get_rule(session, received.conversation.shop_id, meant[0]) if meant else None
    if rule is None:
        # By far the most: nothing more is looked up or drafted.
        return "off"
    deed = Deed(session, Actor("system", None, (received.conversation.shop_id,)), now)
    draft = _choose(deed, engine, received, meant[0])
    last = find_last_of_shop(session, received.conversation.id)
    obstacle = find_obstacle(Proposal(rule, reading, received.conversation, received.drafts, draft, last))
    if obstacle is not None or draft is None:
        return obstacle
    return _send(deed, engine, channels, received, draft)


def _choose(deed: Deed, engine: Drafter, received: Received, intent: str) -> NewDraft | None:
    """Return the reply that would go out: the first draft for a greeting, else the words that hold the matter."""
    if intent == GREETING:
        return next(map(_copy, received.drafts), None)
    return next(iter(draft_as(deed, engine, received.conversation, (HOLDING,))), None)


def _send(
    deed: Deed, engine: Drafter, channels: Mapping[str, Channel], received: Received, draft: NewDraft
) -> Obstacle | None:
    outlet = find_outlet(deed.session, channels, received.conversation)
    if outlet is None or len(draft.text) > outlet.sender.longest:
        return "no_outlet"
    session, now, number = deed.session, deed.now, received.conversation.id
    # As a draft that is used, so that what it promises is logged and due.
    used = offer_drafts(session, received.message, [draft], at=now)[0]
    beside = [_copy(one) for one in received.drafts]
    try:
        reply = Reply(draft_id=used.id)
        sent = send_out(session, engine, channels, number, reply, now=now, actor=deed.actor)
    except NotSendable:
        offer_drafts(session, received.message, beside, at=now)
        return "blocked"
    deed.audit("reply.sent_by_itself", received.conversation, message=sent.message.id, template=draft.template)
    if draft.template.split(".")[0] == HOLDING:
        # The matter itself is still an agent's to answer.
        offer_drafts(session, received.message, beside, at=now)
    return None


def _copy(draft: Draft) -> NewDraft:
    return NewDraft(draft.template, draft.variant, draft.language, draft.text, draft.gloss, draft.answer)
