"""Joins what speaks for each label into one calibrated probability.

The same few weights serve every label (Platt scaling on pooled label-against-rest decisions), so that they can be
learned from little text; an isotonic curve then corrects what a straight line cannot.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
SIGNS = 6
"""How many numbers speak for a label; see `read_signs`."""


@dataclass(frozen=True, slots=True)
class Fusion:
    """Weights (SIGNS,), a start for each label (labels,), and the calibration curve from raw to true probability.

    The start says how common a label is on a desk: phrases are written in even numbers, messages do not come so.
    """

    weights: Floats
    starts: Floats
    curve_from: Floats
    curve_to: Floats

    def judge(self, signs: Floats) -> Floats:
        """Return the calibrated probability of every label from its signs, (labels, SIGNS) → (labels,)."""
        raw = 1 / (1 + np.exp(-(signs @ self.weights + self.starts)))
        result: Floats = np.interp(raw, self.curve_from, self.curve_to).astype(np.float32)
        return result


def read_signs(whole: Floats, by_clause: Floats, alike: Floats) -> Floats:
    """Return what speaks for each label, (labels, SIGNS).

    `whole` and `by_clause` are decision values of the message and the best of its clauses, `alike` the similarity
    of the nearest phrase, each (labels,). Each stands beside its lead over the best other label.
    """
    return np.stack(
        [whole, _lead(whole), by_clause, _lead(by_clause), alike, _lead(alike)], axis=1, dtype=np.float32
    )


def _lead(values: Floats) -> Floats:
    """Return by how much each value is ahead of the best of the others (negative: behind it)."""
    if len(values) == 1:
        return values
    order = np.argsort(values)
    best, second = order[-1], order[-2]
    lead: Floats = values - values[best]
    lead[best] = values[best] - values[second]
    return lead
