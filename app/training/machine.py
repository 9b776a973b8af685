"""Fits the linear model: each label told from the rest by scikit-learn's support-vector machine."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.core.linear import LinearModel

MARGIN_COST = 0.5
"""C of the support-vector machine, chosen by cross-validation on the phrases (flat between 0.3 and 1)."""
SEED = 20261121
ENOUGH_TO_DROP_RARE = 3000
"""From so many samples on, a feature seen in only one of them is dropped: a quarter of the size, nothing lost."""


def fit_linear(names: Sequence[Sequence[str]], targets: NDArray[np.bool_], labels: tuple[str, ...]) -> LinearModel:
    """Return a linear model that tells each label from the rest.

    `names` holds the features of each sample, `targets` which label holds for it, (samples, labels).
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    # A label that all samples have, or none (it may lie in the fold held out), is told from nothing.
    bias = np.where(targets.all(axis=0), 1.0, -1.0).astype(np.float32)
    if not any(names):
        return LinearModel(labels, {}, np.zeros(0, np.float32), np.zeros((0, len(labels)), np.float32), bias)
    rarest = 2 if len(names) > ENOUGH_TO_DROP_RARE else 1
    vectorizer = TfidfVectorizer(analyzer=list, sublinear_tf=True, min_df=rarest, dtype=np.float32)
    table = vectorizer.fit_transform(names)
    weights = np.zeros((table.shape[1], len(labels)), dtype=np.float32)
    for place in np.flatnonzero(targets.any(axis=0) & ~targets.all(axis=0)):
        machine = LinearSVC(C=MARGIN_COST, random_state=SEED).fit(table, targets[:, place])
        weights[:, place], bias[place] = machine.coef_[0], machine.intercept_[0]
    vocabulary = {name: int(row) for name, row in vectorizer.vocabulary_.items()}
    return LinearModel(labels, vocabulary, vectorizer.idf_.astype(np.float32), weights, bias)
