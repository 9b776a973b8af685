"""Whether a hand-written policy gives its rule what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.core.definitions import Policy
from app.core.policy.because import places
from app.core.policy.decision import RULES
from app.core.policy.ruling import Rule

FaultKind = Literal["reason_missing", "reason_unknown", "place_unknown", "figure_missing"]


@dataclass(frozen=True, slots=True)
class PolicyFault:
    """One thing wrong: a reason without a sentence or of no rule, a place never filled, a figure not given.

    `name` is the reason, place or figure; `reason` is the sentence a place stands in, else empty.
    """

    kind: FaultKind
    name: str
    reason: str = ""


def policy_faults(policy: Policy) -> tuple[PolicyFault, ...]:
    """Return every fault of a policy; none for one that has no rule (service levels)."""
    rule = RULES.get(policy.id)
    return () if rule is None else (*reason_faults(policy, rule=rule), *place_faults(policy, rule=rule))


def reason_faults(policy: Policy, *, rule: Rule) -> Iterator[PolicyFault]:
    """Yield missing and unknown reasons, and missing figures."""
    given = frozenset(row.name for row in policy.figures)
    yield from (PolicyFault("reason_missing", name) for name in sorted(rule.reasons.keys() - policy.because.keys()))
    yield from (PolicyFault("reason_unknown", name) for name in sorted(policy.because.keys() - rule.reasons.keys()))
    yield from (PolicyFault("figure_missing", name) for name in sorted(rule.figures - given))


def place_faults(policy: Policy, *, rule: Rule) -> Iterator[PolicyFault]:
    """Yield places that no value of their reason would fill for certain."""
    for reason in sorted(rule.reasons.keys() & policy.because.keys()):
        words = policy.because[reason]
        unfilled = (places(words.zh) | places(words.en)) - rule.reasons[reason]
        yield from (PolicyFault("place_unknown", name, reason) for name in sorted(unfilled))
