"""The policy engine: what each rule says about a case, in figures the shop keeps and words it can edit."""

from app.core.policy.case import Case
from app.core.policy.decision import REASONS, RULES, VALUE_NAMES, decide
from app.core.policy.faults import PolicyFault, policy_faults
from app.core.policy.ruling import NOTES
from app.core.policy.terms import due_at

__all__ = [
    "NOTES",
    "REASONS",
    "RULES",
    "VALUE_NAMES",
    "Case",
    "PolicyFault",
    "decide",
    "due_at",
    "policy_faults",
]
