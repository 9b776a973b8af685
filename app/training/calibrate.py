"""Turns signs into probabilities that hold, and finds the score from which an answer is worth giving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.classify import SILENT
from app.core.fusion import SIGNS, WHOLE, Floats, Fusion, OwnSigns, SideBySide

STARTS_WEIGHT = 0.3
"""How freely a label may start from its own level: below 1, scarce labels are drawn to the common one."""
CERTAIN = 20.0
"""A log-odds that leaves no doubt."""
WANTED_PRECISION = 0.94
LEAST_THRESHOLD = 0.5


def fit_fusion(signs: Floats, truth: NDArray[np.bool_], first: NDArray[np.intp]) -> Fusion:
    """Return the fusion that turns `signs` (samples, labels, SIGNS) into probabilities of `truth` (samples, labels).

    `first` is the place of each sample's most important label, (samples,).
    """
    straight = np.array([0.0, 1.0], dtype=np.float32)
    views = Fusion(_fit_own_signs(signs, truth), _fit_side_by_side(signs[:, :, WHOLE], first), straight, straight)
    curve_from, curve_to = fit_curve(np.stack([views.mix(one) for one in signs]), truth)
    return replace(views, curve_from=curve_from, curve_to=curve_to)


def fit_curve(mixed: Floats, truth: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return the points of a rising curve from `mixed` to the share that is true, both (samples, labels)."""
    from sklearn.isotonic import IsotonicRegression

    curve = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(mixed.reshape(-1), truth.reshape(-1))
    return curve.X_thresholds_.astype(np.float32), _strictly_rising(curve.y_thresholds_)


def _fit_own_signs(signs: Floats, truth: NDArray[np.bool_]) -> OwnSigns:
    from sklearn.linear_model import LogisticRegression

    samples, labels = truth.shape
    hits = truth.reshape(-1)
    if hits.all() or not hits.any():
        # Truth that never differs: where there is only one label, it is always the one.
        certain = np.full(labels, CERTAIN if hits.all() else -CERTAIN, dtype=np.float32)
        return OwnSigns(np.zeros(SIGNS, dtype=np.float32), certain)
    starts = np.tile(np.eye(labels, dtype=np.float32) * STARTS_WEIGHT, (samples, 1))
    fitted = LogisticRegression(max_iter=1000).fit(np.hstack([signs.reshape(-1, SIGNS), starts]), hits)
    weights, levels = fitted.coef_[0][:SIGNS], fitted.coef_[0][SIGNS:] * STARTS_WEIGHT + fitted.intercept_[0]
    return OwnSigns(weights.astype(np.float32), levels.astype(np.float32))


def _fit_side_by_side(decisions: Floats, first: NDArray[np.intp]) -> SideBySide:
    from sklearn.linear_model import LogisticRegression

    return fit_softmax(decisions, first, count=decisions.shape[1], machine=LogisticRegression(max_iter=1000))


def fit_softmax(inputs: Floats, first: NDArray[np.intp], *, count: int, machine: Any) -> SideBySide:
    """Return the softmax that scikit-learn's regression `machine` learns from `inputs` (samples, numbers).

    `first` is the place of each sample's label among `count`.
    """
    table = np.zeros((inputs.shape[1], count), dtype=np.float32)
    starts = np.full(count, -CERTAIN, dtype=np.float32)
    present = np.unique(first)
    if len(present) == 1:
        starts[present] = 0
    elif len(present) == 2:  # noqa: PLR2004  for two classes scikit-learn fits one row: the second against the first
        fitted = machine.fit(inputs, first)
        table[:, present[1]], starts[present] = fitted.coef_[0], (0, fitted.intercept_[0])
    else:
        fitted = machine.fit(inputs, first)
        table[:, present], starts[present] = fitted.coef_.T, fitted.intercept_
    return SideBySide(table, starts)


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
