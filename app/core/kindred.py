"""The draft of the reply whose sentences a message resembles most, offered behind the others."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from app.core.choice import fits
from app.core.chosen import Chosen
from app.core.inquiry_desk import GUESS, Desk
from app.core.replies import Reply
from app.core.stage import RARELY, trust
from app.model import Draft

Alike = tuple[Reply, float]
"""A reply, and how much the message resembles it."""
LOOKED_AT, AUDIBLE = 4, 0.08
"""Of so many of the best candidates those are meant, perhaps, that are at least this likely."""
CLEARLY = 1.12
"""So many times as much as its matter a message resembles a reply that is written for something in particular."""
BESIDE = 0.7
"""So much of what the message resembles a reply that is offered already, it resembles another worth a look."""


def write_kindred(desk: Desk, offered: Sequence[Draft]) -> Draft | None:
    """Return the draft of the reply that a message resembles most; None where none does, or it is `offered` already."""
    if desk.inquiry.message is None:
        return None
    answered = {name for draft in offered for name in draft.template.split("+")}
    leave_out = _stop_at if offered[-1].variant == GUESS else _leave_out
    others = leave_out(answered, _find_nearest(desk))
    return next(filter(None, (write_alone(desk, reply) for reply, _ in others)), None)


def _stop_at(answered: Container[str], nearest: Iterable[Alike]) -> Iterator[Alike]:
    """Return the replies that come before any that is offered: whatever stands behind it is no better guess."""
    return takewhile(lambda one: one[0].id not in answered, nearest)


def _leave_out(answered: Container[str], nearest: Iterable[Alike]) -> Iterator[Alike]:
    """Yield the replies that are not offered yet and come near those that are: they only cost a third wording."""
    least = 0.0
    for reply, likeness in nearest:
        if reply.id in answered:
            least = max(least, likeness * BESIDE)
        elif likeness >= least:
            yield reply, likeness


def _find_nearest(desk: Desk) -> Iterator[Alike]:
    """Yield the replies that a message resembles clearly more than any matter that it may be about, nearest first."""
    matters = tuple(_list_matters(desk))
    alike = desk.kit.likeness.find(desk.understood.text, desk.kit.classifier.reader.lexicon)
    least = max((alike.get(matter, 0.0) for matter in matters), default=0.0) * CLEARLY
    replies = {reply.id: reply for matter in matters for reply in desk.kit.library.replies_for(matter)}
    yield from ((replies[name], here) for name, here in alike.items() if name in replies and here >= least)


def _list_matters(desk: Desk) -> Iterator[str]:
    """Yield what the message may be about: where somebody has said what is meant, nothing else."""
    yield from (topic for topic in desk.understood.topics if topic in desk.kit.library.intents)
    if desk.inquiry.intents:
        return
    for one in desk.understood.supposed.candidates[:LOOKED_AT]:
        if one.score >= AUDIBLE and trust(one.id, desk.stage) > RARELY:
            yield one.id


def write_alone(desk: Desk, reply: Reply) -> Draft | None:
    """Return the draft of a reply by itself; None unless all but what it listens for holds, and it may be sent."""
    beside = desk.with_topic(reply.header.intent)
    situation = beside.describe(reply.header.intent)
    if not fits(reply.header.when, situation, listening=False):
        return None
    written = next(beside.write([Chosen(reply.header.intent, reply, situation.primary)]), None)
    if written is None or any(finding.severity == "block" for finding in written.findings):
        return None
    return replace(written, variant=GUESS)
