"""Which reply fits a case: the one with the most conditions among those that hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.core.definitions import Phrases, When
from app.core.mentions import mentions
from app.core.replies import Reply
from app.model import Decision, Fault, Platform, Stage


@dataclass(frozen=True, slots=True)
class Situation:
    """What a reply's `when` is held against.

    `primary` is the decision of the intent's first rule here, if any; `text` the cleaned message, empty for none.
    """

    platform: Platform
    stage: Stage
    fault: Fault | None
    primary: Decision | None
    decisions: Mapping[str, Decision]
    text: str = ""


def choose_reply(replies: Iterable[Reply], situation: Situation) -> Reply | None:
    """Return the fitting reply with the most conditions; None where not even a fallback fits.

    Between equals, one that names the reason wins over one that names the outcome only, then the earlier name.
    """
    fitting = [reply for reply in replies if fits(reply.header.when, situation)]
    return min(fitting, key=_least_specific_last, default=None)


def _least_specific_last(reply: Reply) -> tuple[int, bool, str]:
    when = reply.header.when
    parts = (when.outcome, when.reason, when.platform, when.stage, when.fault, when.says != Phrases())
    named = sum(map(bool, parts))
    return -(named + len(when.also)), not when.reason, reply.id


def fits(when: When, situation: Situation) -> bool:
    """Return whether every condition of `when` holds."""
    primary = situation.primary
    named = (
        (when.outcome, primary.outcome if primary else None),
        (when.reason, primary.reason if primary else None),
        (when.platform, situation.platform),
        (when.stage, situation.stage),
        (when.fault, situation.fault),
    )
    decided = situation.decisions
    if when.says != Phrases() and not mentions(situation.text, when.says):
        return False
    return all(not wanted or is_so in wanted for wanted, is_so in named) and all(
        rule in decided and decided[rule].outcome in outcomes for rule, outcomes in when.also.items()
    )
