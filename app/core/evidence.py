"""Finds the words of a message that speak most for a label."""

from __future__ import annotations

from app.core.features import Features
from app.core.fusion import Floats
from app.core.linear import Active
from app.core.text import Cleaned
from app.model import Evidence, Span

MOST_WORDS = 3
WORTH_SHOWING = 0.4
"""A word is shown if it says at least this share of what the strongest word says."""


def find_words(cleaned: Cleaned, features: Features, active: Active, weights: Floats) -> tuple[Evidence, ...]:
    """Return the words that speak most for the label whose `weights` (features,) are given, in reading order.

    What each feature adds to the decision is shared out over the letters it was read from; a word is worth what
    its letters are.
    """
    worth = _worth_of_letters(len(cleaned.text), features, active, weights)
    words = [
        (sum(worth[start:end]), (start, end))
        for name, (start, end) in zip(features.names, features.spans, strict=True)
        if name[0] == "w" and cleaned.text[start:end].isalnum()
    ]
    best = max((value for value, _ in words), default=0.0)
    strong = sorted((word for word in words if word[0] > 0 and word[0] >= best * WORTH_SHOWING), reverse=True)
    spans = _join_neighbours(sorted({span for _, span in strong[:MOST_WORDS]}))
    return tuple(_as_evidence(cleaned, span) for span in spans)


def _worth_of_letters(length: int, features: Features, active: Active, weights: Floats) -> list[float]:
    worth = [0.0] * length
    shares = dict(zip(active.rows.tolist(), (active.values * weights[active.rows]).tolist(), strict=True))
    for name, (start, end) in zip(features.names, features.spans, strict=True):
        row = active.row_of_name.get(name)
        if row is None or start == end:
            continue
        share = shares[row] / (end - start)
        for place in range(start, end):
            worth[place] += share
    return worth


def _join_neighbours(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1][1] == span[0]:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _as_evidence(cleaned: Cleaned, span: Span) -> Evidence:
    start, end = cleaned.to_original(span)
    return Evidence("word", cleaned.original[start:end], (start, end))
