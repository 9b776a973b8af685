"""The draft that goes on from the shop's last words: keeps to a promise that is asked for again, takes up a yes."""

from __future__ import annotations

from dataclasses import replace

from app.core.answers import COMPLAINT, COURTESY, takes_up
from app.core.chase import CHASE
from app.core.context import TURNS
from app.core.inquiry_desk import GUESS, Desk
from app.core.mentions import mentions
from app.core.questions import is_question
from app.core.replies import HOLDING
from app.model import Draft

LONGEST = 60
"""Characters: who writes more than this to a question of the shop has a matter of their own."""


def write_reminder(desk: Desk) -> Draft | None:
    """Return the draft that goes on from there; None where nothing is open, or the buyer asks for something else."""
    topic = _find_topic(desk)
    if topic is None or topic in desk.understood.topics or desk.inquiry.message is None or desk.inquiry.intents:
        return None
    beside = desk.with_topic(topic)
    chosen = tuple(one for one in beside.choose() if one.reply.header.when.after)
    written = next(beside.write(chosen), None) if chosen else None
    return replace(written, variant=GUESS) if written else None


def _find_topic(desk: Desk) -> str | None:
    """Return whose replies speak of what the shop's last words left open; None where they left nothing open."""
    opened = desk.understood.opened
    text = desk.understood.text
    if takes_up(text, opened):
        return COURTESY
    if opened.awaits:
        plain = COURTESY not in desk.understood.topics and not is_question(text)
        return HOLDING if plain and len(text) <= LONGEST else None
    return HOLDING if opened.after in ("promised", "broken") and _asks_again(desk) else None


def _asks_again(desk: Desk) -> bool:
    topics = set(desk.understood.topics)
    earlier = [turn.text for turn in desk.inquiry.history if turn.sender == "buyer"][-TURNS:]
    heard = {one.id for turn in earlier for one in desk.kit.classifier.classify(turn).candidates[:1]}
    # Who complains while something is being checked complains of the wait.
    return COMPLAINT in topics or mentions(desk.understood.text, CHASE) or not heard.isdisjoint(topics)
