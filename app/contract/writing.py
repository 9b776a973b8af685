"""The engine's values → answers: money with two decimals, times of RFC 3339, spans as pairs."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from app.contract import responses
from app.contract.limits import CANDIDATES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.model import (
        Answer,
        Bilingual,
        Classification,
        Decision,
        Draft,
        Escalation,
        Finding,
        Language,
        Manner,
        ScoredIntent,
        Source,
    )

_CENT = Decimal("0.01")


def write_answer(answer: Answer, *, inquiry_id: str | None, agent_language: Language) -> responses.DraftResponse:
    """Return the answer as the contract shows it, explained in the agent's language."""
    seen = answer.classification
    return responses.DraftResponse(
        id=inquiry_id,
        language=seen.language,
        abstained=seen.abstained,
        intents=tuple(_write_intent(intent) for intent in seen.intents),
        candidates=_write_candidates(seen),
        slots=tuple(responses.SlotOut(kind=s.kind.value, value=s.value, span=s.span) for s in answer.slots),
        decisions=tuple(_write_decision(decision, language=agent_language) for decision in answer.decisions),
        drafts=tuple(_write_draft(draft) for draft in answer.drafts),
        steps=tuple(step.of(agent_language) for step in answer.steps),
        deadlines=tuple(responses.DeadlineOut(what=d.what, at=write_moment(d.at)) for d in answer.deadlines),
        escalate=_write_escalation(answer.escalate, language=agent_language),
        manner=_write_manner(answer.manner),
    )


def write_classification(seen: Classification, *, inquiry_id: str | None) -> responses.ClassifyResponse:
    """Return what a message is about as the contract shows it."""
    return responses.ClassifyResponse(
        id=inquiry_id,
        language=seen.language,
        abstained=seen.abstained,
        intents=tuple(_write_intent(intent) for intent in seen.intents),
        candidates=_write_candidates(seen),
    )


def write_findings(findings: Iterable[Finding]) -> responses.LintResponse:
    """Return the objections of the pre-send check as the contract shows them."""
    return responses.LintResponse(findings=tuple(_write_finding(finding) for finding in findings))


def write_money(amount: Decimal) -> str:
    """Return an amount with two decimals, halves rounded up: `40.00`."""
    return str(amount.quantize(_CENT, rounding=ROUND_HALF_UP))


def write_moment(moment: datetime) -> str:
    """Return an instant as RFC 3339 to the second, in the zone it came in."""
    return moment.isoformat(timespec="seconds")


def _write_intent(intent: ScoredIntent) -> responses.IntentOut:
    evidence = tuple(responses.EvidenceOut(kind=e.kind, text=e.text, span=e.span) for e in intent.evidence)
    return responses.IntentOut(id=intent.id, score=_write_score(intent), evidence=evidence)


def _write_candidates(seen: Classification) -> tuple[responses.CandidateOut, ...]:
    best = seen.candidates[:CANDIDATES]
    return tuple(responses.CandidateOut(id=intent.id, score=_write_score(intent)) for intent in best)


def _write_score(intent: ScoredIntent) -> float:
    return round(float(intent.score), 4)


def _write_decision(decision: Decision, *, language: Language) -> responses.DecisionOut:
    return responses.DecisionOut(
        rule=decision.rule,
        outcome=decision.outcome,
        because=decision.because.of(language),
        amount=None if decision.amount is None else write_money(decision.amount),
        currency=decision.currency,
        deadline=None if decision.deadline is None else write_moment(decision.deadline),
        facts_used=decision.facts_used,
        facts_missing=decision.facts_missing,
        source=_write_source(decision.source),
    )


def _write_source(source: Source | None) -> responses.SourceOut | None:
    if source is None:
        return None
    return responses.SourceOut(name=source.name, url=source.url, verified_on=source.verified_on)


def _write_draft(draft: Draft) -> responses.DraftOut:
    return responses.DraftOut(
        template=draft.template,
        variant=draft.variant,
        language=draft.body.language,
        text=draft.body.text,
        gloss=responses.GlossOut(language=draft.gloss.language, text=draft.gloss.text),
        missing=draft.missing,
        findings=tuple(_write_finding(finding) for finding in draft.findings),
    )


def _write_finding(finding: Finding) -> responses.FindingOut:
    return responses.FindingOut(
        code=finding.code,
        severity=finding.severity,
        span=finding.span,
        say=_write_bilingual(finding.say),
        better=None if finding.better is None else _write_bilingual(finding.better),
    )


def _write_bilingual(words: Bilingual) -> responses.TwoTongues:
    return responses.TwoTongues(zh=words.zh, en=words.en)


def _write_escalation(escalate: Escalation | None, *, language: Language) -> responses.EscalationOut | None:
    if escalate is None:
        return None
    return responses.EscalationOut(to=escalate.to, because=escalate.because.of(language))


def _write_manner(manner: Manner | None) -> responses.MannerOut | None:
    if manner is None:
        return None
    signs = tuple(responses.SignOut(kind=sign.kind, text=sign.text, span=sign.span) for sign in manner.evidence)
    return responses.MannerOut(id=manner.id, evidence=signs)
