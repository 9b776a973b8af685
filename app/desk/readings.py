"""What the engine understood and decided, as the store keeps it: JSON with every wording in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.contract import write_answer, write_moment
from app.core.lint import Terms, read_terms
from app.desk.drafter import Shelf
from app.model import Answer, Bilingual, Facts, Inquiry, Platform, SlotKind
from app.store.drafts import NewDraft

CORRECTED = "corrected"
"""Where a reading keeps what somebody said the message means."""
READ = ("language", "abstained", "intents", "candidates", "slots", "manner")


@dataclass(frozen=True, slots=True)
class Read:
    """An answer in the two parts that are kept: what was understood of the message, and the drafts for it."""

    reading: dict[str, Any]
    drafts: tuple[NewDraft, ...]


def read_answer(answer: Answer, inquiry: Inquiry, shelf: Shelf) -> Read:
    """Return `answer` as it is kept. Each draft bears all that it rests on, whatever replaces it later."""
    shown = write_answer(answer, inquiry_id=None, agent_language="zh").model_dump(mode="json")
    rests_on = {
        "decisions": [
            {**row, "reason": decision.reason, "because": _both(decision.because)}
            for row, decision in zip(shown["decisions"], answer.decisions, strict=True)
        ],
        "steps": [_both(step) for step in answer.steps],
        "deadlines": shown["deadlines"],
        "escalate": {"to": answer.escalate.to, "because": _both(answer.escalate.because)} if answer.escalate else None,
        "terms": _write_terms(answer, inquiry, shelf),
    }
    drafts = tuple(
        NewDraft(
            draft["template"],
            draft["variant"],
            draft["language"],
            draft["text"],
            draft["gloss"]["text"],
            {**rests_on, "missing": draft["missing"], "findings": draft["findings"]},
        )
        for draft in shown["drafts"]
    )
    return Read({name: shown[name] for name in READ}, drafts)


def meant_by(reading: dict[str, Any] | None) -> tuple[str, ...]:
    """Return the intents of a kept reading: those somebody said, else those it was taken for; none where neither."""
    if reading is None:
        return ()
    return tuple(reading.get(CORRECTED) or (intent["id"] for intent in reading["intents"]))


def read_kept_terms(answer: dict[str, Any], *, now: datetime) -> Terms:
    """Return what the promises of a text are held against, from what a draft was kept with."""
    kept = answer["terms"]
    deadline = datetime.fromisoformat(kept["deadline"]) if kept["deadline"] else None
    return Terms(kept["outcomes"], tuple(map(Decimal, kept["amounts"])), kept["currency"], deadline, now)


def _write_terms(answer: Answer, inquiry: Inquiry, shelf: Shelf) -> dict[str, Any]:
    terms = read_terms(answer.decisions, known=_known_amounts(answer, inquiry.facts, shelf, inquiry.platform))
    return {
        "outcomes": dict(terms.outcomes),
        "amounts": [str(amount) for amount in dict.fromkeys(terms.amounts)],
        "currency": terms.currency,
        "deadline": write_moment(terms.deadline) if terms.deadline else None,
    }


def _known_amounts(answer: Answer, facts: Facts, shelf: Shelf, platform: Platform) -> Iterator[Decimal]:
    """Yield amounts that a reply may name without promising them: prices, the rules' figures, what the buyer named."""
    yield from (price for price in (facts.price_paid, facts.current_price) if price is not None)
    for policy in shelf.policies.values():
        if platform in policy.platforms:
            yield from (row.value for row in policy.figures if not row.platform or platform in row.platform)
    yield from (Decimal(slot.value.split()[0]) for slot in answer.slots if slot.kind is SlotKind.AMOUNT)


def _both(words: Bilingual) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
