"""Which reply fits a case: the one with the most conditions among those that hold, then the most to the point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.core.definitions import Phrases, When
from app.core.mentions import Mention, find_longest, mentions
from app.core.replies import Reply
from app.model import After, Decision, Fault, Platform, Remedy, Stage

SIDES = ("outcome", "reason", "platform", "stage", "fault", "remedy", "after")
"""Conditions that name what may be the case, one of several."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What a reply's `when` is held against.

    `primary` is the decision of the intent's first rule here, if any; `text` the cleaned message, empty for none;
    `remedy` what the buyer has chosen, None where nothing or several things are; `after` what the shop's
    last words left open.
    """

    platform: Platform
    stage: Stage
    fault: Fault | None
    primary: Decision | None
    decisions: Mapping[str, Decision]
    text: str = ""
    remedy: Remedy | None = None
    after: After | None = None


def choose_reply(replies: Iterable[Reply], situation: Situation) -> Reply | None:
    """Return the fitting reply with the most conditions; None where not even a fallback fits.

    Between equals the shop's `priority` decides; then one that names the reason wins over one that names the outcome
    only; then the one with the longer of the words that were said, and of two such words the one said earlier.
    """
    fitting = [reply for reply in replies if fits(reply.header.when, situation)]
    most = max((count_conditions(reply.header.when) for reply in fitting), default=0)
    equals = [reply for reply in fitting if count_conditions(reply.header.when) == most]
    # Replies that tie even so are named by the check; they come in the order of their names, so the first stays.
    return max(equals, key=lambda reply: _rank(reply, situation.text), default=None)


def count_conditions(when: When) -> int:
    """Return how many conditions a case has: the more, the more narrowly it fits."""
    parts = (*(getattr(when, side) for side in SIDES), when.says != Phrases())
    return sum(map(bool, parts)) + len(when.also)


def _rank(reply: Reply, text: str) -> tuple[int, bool, Mention]:
    said = find_longest(text, reply.header.when.says)
    return reply.header.priority, bool(reply.header.when.reason), said or Mention(0, 0)


def fits(when: When, situation: Situation, *, listening: bool = True) -> bool:
    """Return whether every condition of `when` holds; unless `listening`, whatever was said."""
    primary = situation.primary
    named = (
        (when.outcome, primary.outcome if primary else None),
        (when.reason, primary.reason if primary else None),
        (when.platform, situation.platform),
        (when.stage, situation.stage),
        (when.fault, situation.fault),
        (when.remedy, situation.remedy),
        (when.after, situation.after),
    )
    decided = situation.decisions
    if listening and when.says != Phrases() and not mentions(situation.text, when.says):
        return False
    return all(not wanted or is_so in wanted for wanted, is_so in named) and all(
        rule in decided and decided[rule].outcome in outcomes for rule, outcomes in when.also.items()
    )
