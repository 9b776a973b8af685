"""Finds the words of a message that speak most for a label."""

from __future__ import annotations

from itertools import accumulate

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
    worth = _worth_up_to(len(cleaned.text), features, active, weights)
    spans = (token.span for token in features.tokens if cleaned.text[token.span[0] : token.span[1]].isalnum())
    words = [(worth[end] - worth[start], (start, end)) for start, end in spans]
    best = max((value for value, _ in words), default=0.0)
    strong = sorted((word for word in words if word[0] > 0 and word[0] >= best * WORTH_SHOWING), reverse=True)
    told = _join_neighbours(sorted({span for _, span in strong[:MOST_WORDS]}))
    return tuple(_as_evidence(cleaned, span) for span in told)


def _worth_up_to(length: int, features: Features, active: Active, weights: Floats) -> list[float]:
    """Return for each place what all letters before it are worth together; the last is the whole text."""
    worth_of_row = dict(zip(active.rows.tolist(), (active.values * weights[active.rows]).tolist(), strict=True))
    steps = [0.0] * (length + 1)
    for row, (start, end) in zip(active.places, features.spans, strict=True):
        if row is not None and start < end:
            share = worth_of_row[row] / (end - start)
            steps[start] += share
            steps[end] -= share
    return [0.0, *accumulate(accumulate(steps[:-1]))]


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
