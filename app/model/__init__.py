"""Frozen values that cross layers. Plain data: no behaviour beyond small derived properties."""

from app.model.drafting import Answer, Body, Deadline, Draft, Escalation, Finding, Inquiry, Turn
from app.model.reading import Classification, Evidence, Manner, ScoredIntent, Sign, Slot, SlotKind
from app.model.ruling import FACT_NAMES, OUTCOMES, Decision, Facts, Figure, Outcome, Source
from app.model.words import PLATFORMS, STAGES, Bilingual, Fault, Language, Platform, Problem, Remedy, Span, Stage, Value

__all__ = [
    "FACT_NAMES",
    "OUTCOMES",
    "PLATFORMS",
    "STAGES",
    "Answer",
    "Bilingual",
    "Body",
    "Classification",
    "Deadline",
    "Decision",
    "Draft",
    "Escalation",
    "Evidence",
    "Facts",
    "Fault",
    "Figure",
    "Finding",
    "Inquiry",
    "Language",
    "Manner",
    "Outcome",
    "Platform",
    "Problem",
    "Remedy",
    "ScoredIntent",
    "Sign",
    "Slot",
    "SlotKind",
    "Source",
    "Span",
    "Stage",
    "Turn",
    "Value",
]
