"""What a message is about once the turns before it are heard: "a bit too long" means the trousers of just now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.core.classify import CANDIDATES, Classifier
from app.core.library import Library
from app.core.policy.blame import presumed_fault
from app.core.stage import IN_HAND, RARELY, SENT_BACK, is_browsing
from app.model import Classification, Facts, ScoredIntent, Stage

TURNS = 2
"""So many of the buyer's last turns are heard with the message."""
SHARE = 0.9
"""What is left of a matter's score where the message alone does not say it: people go over to other matters."""
REMEDIES = frozenset({"refund_request", "return_exchange"})
CAUSES = frozenset({*IN_HAND, "sizing"}) - {*SENT_BACK, *REMEDIES}
POSTAGE, BLAMED = "return_postage", ("shop", "courier")
"""Who pays is told by the cause only where that is not the buyer's own."""
PARCEL, ON_ITS_WAY = "parcel_not_received", ("shipped", "unknown")
PRESALE, LIKELY_BEFORE = "presale", 0.45


def look_at_shelf(found: Classification, facts: Facts) -> Classification:
    """Return `found` as somebody means it who has an item before them and no order, where it asserts nothing.

    What only whoever has the goods can mean is less likely then, and a question before the purchase is likely enough.
    """
    if not found.abstained or not found.candidates or not is_browsing(facts):
        return found
    scores = {one.id: one.score * (RARELY if one.id in IN_HAND else 1) for one in found.candidates}
    scores[PRESALE] = max(scores.get(PRESALE, 0.0), LIKELY_BEFORE)
    return _with_candidates(found, scores)


def read_context(found: Classification, message: str, earlier: Sequence[str], classifier: Classifier) -> Classification:
    """Return `found` with what the buyer's last turns and the message together are about, where it asserts nothing.

    Only the candidates change: what is read out of other turns is for guesses, and never asserted.
    """
    if not found.abstained or not earlier:
        return found
    together = classifier.classify("\n".join([*earlier[-TURNS:], message]))
    scores = {one.id: one.score for one in found.candidates}
    for one in together.candidates:
        scores[one.id] = max(scores.get(one.id, 0.0), one.score * SHARE)
    return _with_candidates(found, scores)


def find_cause(
    topics: Sequence[str], earlier: Sequence[str], stage: Stage, classifier: Classifier, library: Library
) -> str | None:
    """Return for what a refund or return is wanted, where the buyer's last turns said it; None where they did not.

    The reply to that matter tells who pays the way back, and answers the wish as well.
    """
    who_pays = tuple(topics) == (POSTAGE,)
    if not topics or not (who_pays or REMEDIES.issuperset(topics)):
        return None
    causes = CAUSES | {PARCEL} if stage in ON_ITS_WAY else CAUSES
    causes = frozenset(one for one in causes if presumed_fault((one,)) in BLAMED) if who_pays else causes
    for turn in reversed(earlier[-TURNS:]):
        for one in classifier.classify(turn).intents:
            if one.id in causes and library.covered_by([one.id]).issuperset(topics):
                return one.id
    return None


def _with_candidates(found: Classification, scores: Mapping[str, float]) -> Classification:
    best = sorted(scores.items(), key=lambda pair: -pair[1])[:CANDIDATES]
    return replace(found, candidates=tuple(ScoredIntent(name, round(score, 4)) for name, score in best))
