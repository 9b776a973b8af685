"""Answers that a test makes up."""

from __future__ import annotations

from app.evaluation.figures import Judged
from app.model import Classification, Evidence, ScoredIntent
from app.training.samples import Sample


def judge(labels: str, best: str, score: float, *, asserted: bool = True, text: str = "退款") -> Judged:
    """Return a message labelled `labels` (joined by |) whose best candidate is `best`."""
    word = Evidence("word", "退款", (0, 2))
    found = ScoredIntent(best, score, (word,))
    intents = (found,) if asserted else ()
    return Judged(Sample(text, tuple(labels.split("|")), "m1"), Classification("zh", intents, (found,)))
