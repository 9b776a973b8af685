"""Learns a second opinion on an encoder's vectors, and how far to trust it where the first one is unsure."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from app.core.fusion import Floats, SideBySide
from app.core.second_opinion import Encoder, LearnedOpinion
from app.training.calibrate import fit_curve, fit_softmax
from app.training.fit import Rehearsal, folds, mark_targets

COST = 1.0
"""C of the regression, chosen on folds of the inbox (flat from 1 to 10)."""
ROUGHLY = 1e-3
"""When fitting stops. Going on to scikit-learn's default takes three times as long and mixes no better."""
WEIGHTS = np.linspace(0.0, 1.0, 21)


def learn_opinion(
    rehearsal: Rehearsal, first: Floats, *, is_unsure: Callable[[Floats], bool], encoder: Encoder
) -> LearnedOpinion:
    """Return what can be learned on the encoder's vectors of everything that was rehearsed.

    `first` holds the first opinion on the folded texts, (texts, labels), from readers that had not seen them.
    """
    fixed = encoder.encode([one.text for one in rehearsal.fixed])
    folded = encoder.encode([one.text for one in rehearsal.folded])
    # All threads of a machine that does other work wait for each other: on two cores that took thirty times as long.
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        guessed = np.zeros_like(first)
        for part, rest in folds(len(folded)):
            guessed[part] = _fit_view(rehearsal, fixed, folded, rest).judge(folded[part])
        view = _fit_view(rehearsal, fixed, folded, np.arange(len(folded)))
    unsure = np.array([is_unsure(one) for one in first], dtype=bool)
    truth = mark_targets(rehearsal.folded, rehearsal.labels)
    return _weigh(view, first[unsure], guessed[unsure], truth[unsure])


def _fit_view(rehearsal: Rehearsal, fixed: Floats, folded: Floats, places: NDArray[np.intp]) -> SideBySide:
    """Return the view learned on all fixed texts and on those of the folded ones at `places`."""
    from sklearn.linear_model import LogisticRegression

    known = [*rehearsal.fixed, *(rehearsal.folded[place] for place in places)]
    vectors = np.concatenate([fixed, folded[places]]) if len(fixed) else folded[places]
    machine = LogisticRegression(C=COST, tol=ROUGHLY, max_iter=1000)
    labels = np.array([one.phrase.label for one in known])
    return fit_softmax(vectors, labels, count=len(rehearsal.labels), machine=machine)


def _weigh(view: SideBySide, first: Floats, guessed: Floats, truth: NDArray[np.bool_]) -> LearnedOpinion:
    """Return the opinion with the weight that makes the most best guesses right, and its curve."""
    straight = np.array([0.0, 1.0], dtype=np.float32)
    if not len(first):
        return LearnedOpinion(view, 0.0, straight, straight)
    mixtures = [(first + weight * (guessed - first)).astype(np.float32) for weight in WEIGHTS]
    right = [truth[np.arange(len(truth)), mixed.argmax(axis=1)].sum() for mixed in mixtures]
    best = int(np.argmax(right))
    return LearnedOpinion(view, float(WEIGHTS[best]), *fit_curve(mixtures[best], truth))
