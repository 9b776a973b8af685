"""A second opinion on messages that the classifier is unsure of: what a sentence encoder makes of their meaning.

The encoder stands behind one method, so that the core knows none of them. What was learned on its vectors is mixed
with the first opinion, and the mixture corrected by a curve of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from app.core.fusion import Floats, SideBySide

OPINION_VERSION = "1"
"""Raised whenever learning or mixing changes, so that opinions stored before are learned anew."""


class Encoder(Protocol):
    """Turns texts into vectors that lie close together where the texts mean the same."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return a vector for each cleaned text, (texts, dimensions); any number of threads may ask at once."""


@dataclass(frozen=True, slots=True)
class LearnedOpinion:
    """What learning leaves behind: from vectors to labels, how much that weighs, and the curve to true probabilities.

    The table of `view` is (dimensions, labels); `weight` is from 0, the first opinion alone, to 1, the second alone.
    """

    view: SideBySide
    weight: float
    curve_from: Floats
    curve_to: Floats

    def mix(self, first: Floats, vectors: Floats) -> Floats:
        """Return both opinions weighed, not yet calibrated, (…, labels) and (…, dimensions) → (…, labels)."""
        mixed: Floats = first + np.float32(self.weight) * (self.view.judge(vectors) - first)
        return mixed

    def judge(self, first: Floats, vectors: Floats) -> Floats:
        """Return the calibrated probability of every label, (…, labels) and (…, dimensions) → (…, labels)."""
        return np.interp(self.mix(first, vectors), self.curve_from, self.curve_to).astype(np.float32)


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """An encoder and what was learned on its vectors."""

    encoder: Encoder
    learned: LearnedOpinion

    def reconsider(self, text: str, first: Floats) -> Floats:
        """Return the probability of every label for a cleaned text that got the probabilities `first`, (labels,)."""
        return self.learned.judge(first, self.encoder.encode([text])[0])
