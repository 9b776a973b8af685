"""What follows for the agent: steps to take, what is due when, and whether somebody above must decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from app.core.kit import Kit
from app.core.library import Library
from app.core.policy import due_at
from app.core.replies import Reply
from app.core.understanding import Understanding
from app.model import Bilingual, Deadline, Decision, Escalation, Inquiry

SERVICE_LEVELS = "service_levels"
FIRST_REPLY = "first_reply"
SUPERVISOR = "supervisor"


def find_steps(replies: Iterable[Reply]) -> tuple[Bilingual, ...]:
    """Return what the agent checks and does next, in order, nothing twice."""
    steps = (
        Bilingual(zh, en)
        for reply in replies
        for zh, en in zip(reply.header.steps.zh, reply.header.steps.en, strict=True)
    )
    return tuple(dict.fromkeys(steps))


def find_deadlines(
    inquiry: Inquiry, understood: Understanding, decisions: Mapping[str, Decision], kit: Kit, *, now: datetime
) -> tuple[Deadline, ...]:
    """Return what is due, soonest first: the first reply, the desk's service levels, the rules' own deadlines."""
    found = {*_service_deadlines(inquiry, understood, kit, now)}
    found |= {
        Deadline(decision.rule, decision.deadline)
        for decision in decisions.values()
        if decision.deadline is not None and decision.deadline > now
    }
    return tuple(sorted(found, key=lambda deadline: (deadline.at, deadline.what)))


def _service_deadlines(inquiry: Inquiry, understood: Understanding, kit: Kit, now: datetime) -> Iterator[Deadline]:
    levels = kit.library.figures(SERVICE_LEVELS, inquiry.platform)
    intents = kit.library.intents
    due = [name for topic in understood.topics if topic in intents for name in intents[topic].due]
    names = [FIRST_REPLY, *due] if inquiry.message is not None else due
    for name in dict.fromkeys(names):
        if name in levels:
            yield Deadline(name, due_at(_asked_at(inquiry, now), figure=levels[name], timezone=kit.timezone))


def _asked_at(inquiry: Inquiry, now: datetime) -> datetime:
    """Return when the buyer began to wait: the first buyer's turn that the shop has not answered, else now."""
    waiting = now
    for turn in reversed(inquiry.history):
        if turn.sender == "shop":
            break
        waiting = turn.at or waiting
    return waiting


def find_escalation(
    topics: Sequence[str], decisions: Mapping[str, Decision], replies: Iterable[Reply], library: Library
) -> Escalation | None:
    """Return who above the agent must decide and why; None where the agent may.

    A rule's own reason comes first, then the reply's, then that the intent always goes to a supervisor (P8).
    """
    for decision in decisions.values():
        if decision.outcome == SUPERVISOR:
            return Escalation(SUPERVISOR, decision.because)
    for reply in replies:
        if reply.header.escalate:
            return Escalation(SUPERVISOR, Bilingual(reply.header.escalate.zh, reply.header.escalate.en))
    for topic in topics:
        intent = library.intents.get(topic)
        if intent is not None and intent.route == SUPERVISOR:
            return Escalation(SUPERVISOR, Bilingual(intent.about.zh, intent.about.en))
    return None
