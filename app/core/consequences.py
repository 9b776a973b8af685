"""What follows for the agent: steps to take, what is due when, and whether somebody above must decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from app.core.kit import Kit
from app.core.library import Library
from app.core.policy import Case, due_at
from app.core.replies import Reply
from app.core.understanding import Understanding
from app.model import Bilingual, Deadline, Decision, Escalation, Inquiry

SERVICE_LEVELS = "service_levels"
FIRST_REPLY, NEXT_WORD = "first_reply", "chase_update"
"""Service levels: until the first answer, and until the buyer hears again while something is being checked."""
LATE_WORD, DAY_ENDS = "overdue_update", "day_ends"
"""Service levels: until the buyer hears again where the shop is late already, and the hour at which the desk closes."""
RUNS_FROM = {"refund_after_return": "return_received_at"}
"""Service levels that do not run from the buyer's message but from a fact, and not at all before it."""
PROMISED, EBAY_RETURN, SELLER_ANSWER = "promised_answer", "ebay_return", "seller_answer"
SUPERVISOR = "supervisor"
STEPS = (timedelta(minutes=10), timedelta(minutes=1))
"""A promised time is a full ten minutes where that still lies ahead, else a full minute."""


def find_steps(replies: Iterable[Reply]) -> tuple[Bilingual, ...]:
    """Return what the agent checks and does next, in order, nothing twice."""
    steps = (
        Bilingual(zh, en)
        for reply in replies
        for zh, en in zip(reply.header.steps.zh, reply.header.steps.en, strict=True)
    )
    return tuple(dict.fromkeys(steps))


def find_back_by(inquiry: Inquiry, kit: Kit, *, now: datetime, late: bool = False) -> datetime | None:
    """Return by when the buyer hears again, in the shop's zone and never later than the shop's service level.

    Where the shop is `late` already that is the same day, if the desk's hours allow. None where the shop's service
    levels do not say.
    """
    levels = kit.library.figures(SERVICE_LEVELS, inquiry.platform)
    if NEXT_WORD not in levels:
        return None
    due = due_at(now, figure=levels[NEXT_WORD], timezone=kit.timezone)
    if late and LATE_WORD in levels and DAY_ENDS in levels:
        soon = due_at(now, figure=levels[LATE_WORD], timezone=kit.timezone)
        closes = _midnight(now.astimezone(kit.timezone)) + timedelta(hours=float(levels[DAY_ENDS].value))
        due = soon if soon <= closes else due
    full = (due - (due - _midnight(due)) % step for step in STEPS)
    return next((moment for moment in full if moment > now), due)


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def find_deadlines(
    inquiry: Inquiry,
    understood: Understanding,
    decisions: Mapping[str, Decision],
    kit: Kit,
    *,
    now: datetime,
    replies: Sequence[Reply] = (),
    promised: datetime | None = None,
) -> tuple[Deadline, ...]:
    """Return what is due, soonest first: the first reply, service levels, what a draft promises, the rules' own.

    What falls on the very moment of a rule's deadline is the same thing by another name and is left out.
    """
    ruled = {
        Deadline(decision.rule, decision.deadline)
        for decision in decisions.values()
        if decision.deadline is not None and decision.deadline > now
    }
    taken = {deadline.at for deadline in ruled}
    desk = (
        *_service_deadlines(inquiry, understood, kit, replies, now),
        *_answer_deadlines(inquiry, understood, kit, now),
    )
    found = ruled | {deadline for deadline in desk if deadline.at not in taken}
    found |= {Deadline(PROMISED, promised)} if promised else set()
    return tuple(sorted(found, key=lambda deadline: (deadline.at, deadline.what)))


def _service_deadlines(
    inquiry: Inquiry, understood: Understanding, kit: Kit, replies: Sequence[Reply], now: datetime
) -> Iterator[Deadline]:
    levels, intents = kit.library.figures(SERVICE_LEVELS, inquiry.platform), kit.library.intents
    due = [name for topic in understood.topics if topic in intents for name in intents[topic].due]
    due += [name for reply in replies for name in reply.header.due]
    names = [FIRST_REPLY, *due] if inquiry.message is not None else due
    case = Case(inquiry.platform, understood.facts, now, kit.timezone, understood.topics)
    for name in dict.fromkeys(names):
        start = case.past(RUNS_FROM[name]) if name in RUNS_FROM else _asked_at(inquiry, now)
        if start is not None and name in levels:
            yield Deadline(name, due_at(start, figure=levels[name], timezone=kit.timezone))


def _answer_deadlines(inquiry: Inquiry, understood: Understanding, kit: Kit, now: datetime) -> Iterator[Deadline]:
    """Yield by when eBay wants an answer to an open request, whatever the message is about (E5, S2)."""
    facts = understood.facts
    figure = kit.library.figures(EBAY_RETURN, inquiry.platform).get(SELLER_ANSWER)
    asked = Case(inquiry.platform, facts, now, kit.timezone, understood.topics).past("refund_requested_at")
    if figure is None or asked is None or facts.return_tracking_no or facts.return_received_at:
        return
    due = due_at(asked, figure=figure, timezone=kit.zone(inquiry.platform)).astimezone(kit.timezone)
    if due > now:
        yield Deadline(SELLER_ANSWER, due)


def _asked_at(inquiry: Inquiry, now: datetime) -> datetime:
    """Return when the buyer began to wait: the first buyer's turn that the shop has not answered, else now."""
    waiting = now
    for turn in reversed(inquiry.history):
        if turn.sender == "shop":
            break
        waiting = turn.at or waiting
    return waiting


def find_escalation(
    understood: Understanding, decisions: Mapping[str, Decision], replies: Iterable[Reply], library: Library
) -> Escalation | None:
    """Return who above the agent must decide and why; None where the agent may (P8).

    What the rules and the buyer's own threats give for reasons are all told; only where there is none speaks the
    reply, then the intent that always goes to a supervisor.
    """
    ruled = (decision.because for decision in decisions.values() if decision.outcome == SUPERVISOR)
    reasons = tuple(dict.fromkeys((*ruled, *understood.threats)))
    reasons = reasons or tuple(_standing_reasons(understood.topics, replies, library))[:1]
    if not reasons:
        return None
    said = Bilingual("".join(one.zh for one in reasons), " ".join(one.en for one in reasons))
    return Escalation(SUPERVISOR, said)


def _standing_reasons(topics: Iterable[str], replies: Iterable[Reply], library: Library) -> Iterator[Bilingual]:
    """Yield the reasons that replies and intents give in every case."""
    for reply in replies:
        if reply.header.escalate:
            yield Bilingual(reply.header.escalate.zh, reply.header.escalate.en)
    for intent in (library.intents[topic] for topic in topics if topic in library.intents):
        if intent.route == SUPERVISOR:
            yield Bilingual(intent.about.zh, intent.about.en)
