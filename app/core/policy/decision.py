"""Every rule by its id, and the one door through which cases are decided."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.core.definitions import Policy
from app.core.policy import (
    ebay_cancel,
    ebay_feedback_revision,
    ebay_not_received,
    ebay_return,
    ebay_unpaid,
    late_shipment,
    no_reason_return,
    price_protection,
    quality_claim,
    refund_timing,
    return_postage,
)
from app.core.policy.because import write_because
from app.core.policy.case import Case
from app.core.policy.ruling import Provisions, Rule, Ruling
from app.model import Decision, Figure, Source, Value

MODULES = (
    no_reason_return,
    price_protection,
    return_postage,
    late_shipment,
    refund_timing,
    quality_claim,
    ebay_not_received,
    ebay_return,
    ebay_cancel,
    ebay_unpaid,
    ebay_feedback_revision,
)

RULES: Mapping[str, Rule] = MappingProxyType({module.RULE.id: module.RULE for module in MODULES})
"""Every rule by its id."""

VALUE_NAMES: Mapping[str, frozenset[str]] = MappingProxyType({rule.id: rule.values for rule in RULES.values()})
"""For each rule the names that `Decision.values` can hold; `amount` and `deadline` are the decision's own."""

REASONS: Mapping[str, frozenset[str]] = MappingProxyType({rule.id: frozenset(rule.reasons) for rule in RULES.values()})
"""For each rule the codes that `Policy.because` must hold, no more and no fewer."""


def decide(rule: str, case: Case, *, policy: Policy, figures: Mapping[str, Figure]) -> Decision | None:
    """Return what `rule` says about `case`, times in the shop's zone.

    None: the rule does not apply on this platform, has no figures there, or decides nothing at all.
    The policy must be sound as `policy_faults` understands it.
    """
    judged = RULES.get(rule)
    if judged is None or case.platform not in policy.platforms or not judged.figures <= figures.keys():
        return None
    ruling = judged.judge(case, Provisions(figures, policy.excluded))
    return put_in_words(ruling, rule=rule, case=case, policy=policy, figures=figures)


def put_in_words(ruling: Ruling, *, rule: str, case: Case, policy: Policy, figures: Mapping[str, Figure]) -> Decision:
    """Return the decision that a ruling amounts to, with its sentence and source."""
    return Decision(
        rule=rule,
        outcome=ruling.outcome,
        reason=ruling.reason,
        because=write_because(ruling, case=case, policy=policy),
        amount=ruling.amount,
        currency=ruling.currency,
        deadline=ruling.deadline.astimezone(case.timezone) if ruling.deadline else None,
        facts_used=tuple(name for name in ruling.used if getattr(case.facts, name) is not None),
        facts_missing=ruling.missing,
        source=find_source(ruling, policy=policy, figures=figures),
        values=MappingProxyType(dict[str, Value](ruling.values)),
    )


def find_source(ruling: Ruling, *, policy: Policy, figures: Mapping[str, Figure]) -> Source | None:
    """Return where the deciding figure was read, else the rule; None when the policy says neither."""
    figure = figures.get(ruling.figure)
    if figure is not None:
        return figure.source
    note = policy.source
    return Source(note.name, note.url, note.verified_on) if note else None
