"""Joins what speaks for each label into one calibrated probability.

Two views are averaged. One weighs each label's own signs by the same few weights (Platt scaling on pooled
label-against-rest decisions); the other looks at all labels' decisions side by side (a softmax), and so knows which
labels are taken for each other. An isotonic curve then corrects what both get wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
SIGNS = 6
"""How many numbers speak for a label; see `read_signs`."""
WHOLE = 0
"""The place of the whole message's decision among the signs."""


@dataclass(frozen=True, slots=True)
class OwnSigns:
    """The first view: weights (SIGNS,) that serve every label, and a start for each label (labels,).

    The start says how common a label is on a desk: phrases are written in even numbers, messages do not come so.
    """

    weights: Floats
    starts: Floats

    def judge(self, signs: Floats) -> Floats:
        """Return a probability for each label, (…, labels, SIGNS) → (…, labels); they need not add up to 1."""
        levels: Floats = signs @ self.weights + self.starts
        result: Floats = np.reciprocal(1 + np.exp(-levels))
        return result


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The second view: `table` (labels, labels) from every label's decision to every label, and starts (labels,)."""

    table: Floats
    starts: Floats

    def judge(self, decisions: Floats) -> Floats:
        """Return a probability for each label, (…, labels) → (…, labels); they add up to 1."""
        levels = decisions @ self.table + self.starts
        shares = np.exp(levels - levels.max(axis=-1, keepdims=True))
        result: Floats = shares / shares.sum(axis=-1, keepdims=True)
        return result


@dataclass(frozen=True, slots=True)
class Fusion:
    """Both views, and the calibration curve from their mean to a true probability.

    Several readings are judged at once as one is: what stands before labels and signs is kept.
    """

    own: OwnSigns
    beside: SideBySide
    curve_from: Floats
    curve_to: Floats

    def mix(self, signs: Floats) -> Floats:
        """Return the mean of both views, not yet calibrated, (…, labels, SIGNS) → (…, labels)."""
        mean: Floats = (self.own.judge(signs) + self.beside.judge(signs[..., WHOLE])) * np.float32(0.5)
        return mean

    def judge(self, signs: Floats) -> Floats:
        """Return the calibrated probability of every label from its signs, (…, labels, SIGNS) → (…, labels)."""
        return np.interp(self.mix(signs), self.curve_from, self.curve_to).astype(np.float32)


def read_signs(whole: Floats, by_clause: Floats, alike: Floats) -> Floats:
    """Return what speaks for each label, (…, labels, SIGNS).

    `whole` and `by_clause` are decision values of the message and the best of its clauses, `alike` the similarity
    of the nearest phrase, each (…, labels). Each stands beside its lead over the best other label.
    """
    views = np.array([whole, by_clause, alike], dtype=np.float32)
    signs = np.empty((*views.shape[1:], SIGNS), dtype=np.float32)
    signs[..., 0::2] = np.moveaxis(views, 0, -1)
    signs[..., 1::2] = np.moveaxis(_lead(views), 0, -1)
    return signs


def _lead(values: Floats) -> Floats:
    """Return by how much each value is ahead of the best of the others (negative: behind it), along the last axis."""
    if values.shape[-1] == 1:
        return values
    top = np.partition(values, -2, axis=-1)[..., -2:]
    second, best = top[..., :1], top[..., 1:]
    lead: Floats = np.where(values == best, best - second, values - best)
    return lead
