"""Turns signs into probabilities that hold, and finds the score from which an answer is worth giving."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.core.classify import SILENT
from app.core.fusion import SIGNS, Floats, Fusion

STARTS_WEIGHT = 0.3
"""How freely a label may start from its own level: below 1, scarce labels are drawn to the common one."""
WANTED_PRECISION = 0.95
LEAST_THRESHOLD = 0.5


def fit_fusion(signs: Floats, truth: NDArray[np.bool_]) -> Fusion:
    """Return the fusion that turns `signs` (samples, labels, SIGNS) into probabilities of `truth` (samples, labels)."""
    from sklearn.isotonic import IsotonicRegression
    from sklearn.linear_model import LogisticRegression

    samples, labels = truth.shape
    hits = truth.reshape(-1)
    if hits.all() or not hits.any():
        return _always(float(hits.all()), labels)
    starts = np.tile(np.eye(labels, dtype=np.float32) * STARTS_WEIGHT, (samples, 1))
    table = np.hstack([signs.reshape(-1, SIGNS), starts])
    platt = LogisticRegression(C=1.0, max_iter=1000).fit(table, hits)
    raw = platt.predict_proba(table)[:, 1]
    curve = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(raw, hits)
    return Fusion(
        platt.coef_[0][:SIGNS].astype(np.float32),
        (platt.coef_[0][SIGNS:] * STARTS_WEIGHT + platt.intercept_[0]).astype(np.float32),
        curve.X_thresholds_.astype(np.float32),
        _strictly_rising(curve.y_thresholds_),
    )


def _always(probability: float, labels: int) -> Fusion:
    """Return the fusion for truth that never differs: where there is only one label, it is always the one."""
    level = np.full(2, probability, dtype=np.float32)
    nothing = np.zeros(SIGNS, dtype=np.float32)
    return Fusion(nothing, np.zeros(labels, dtype=np.float32), np.array([0.0, 1.0], dtype=np.float32), level)


def _strictly_rising(levels: NDArray[np.float64]) -> Floats:
    """Return the levels of an isotonic curve with a slight slope, so that it never ties what was ranked."""
    slope = np.linspace(0.0, 1.0, len(levels))
    return (0.98 * levels + 0.01 * slope + 0.005).astype(np.float32)


def choose_threshold(fusion: Fusion, signs: Floats, truth: NDArray[np.bool_], labels: Sequence[str]) -> float:
    """Return the least score from which first answers on held-out text are right as often as wanted."""
    silent = np.array([label in SILENT for label in labels])
    scores = np.stack([fusion.judge(one) for one in signs])
    first = scores.argmax(axis=1)
    spoken = ~silent[first]
    best = scores[np.arange(len(scores)), first][spoken]
    right = truth[np.arange(len(truth)), first][spoken]
    order = np.argsort(-best)
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(precision >= WANTED_PRECISION)
    reached = float(best[order][good[-1]]) if good.size else 1.0
    return max(LEAST_THRESHOLD, round(reached, 4))
