"""A classifier ten times the size of another, to see what growth costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.benchmark.corpus import SEED, TIMES, multiply_phrases
from app.core.classify import Classifier
from app.core.linear import LinearModel
from app.core.nearest import PhraseIndex


def grow(classifier: Classifier) -> Classifier:
    """Return a classifier of ten times the phrases and, which is more than they would bring, ten times the features.

    Nothing is learned: what its answers say is of no matter here, only what they cost.
    """
    reader = classifier.reader
    phrases = PhraseIndex(multiply_phrases(reader.phrases.phrases))
    return replace(classifier, reader=replace(reader, model=_grow_model(reader.model), phrases=phrases))


def _grow_model(model: LinearModel) -> LinearModel:
    """Return a model in which the known features lie scattered among nine times as many others."""
    known = model.names()
    names = [f"{name}{turn or ''}" for turn in range(TIMES) for name in known]
    rows = list(range(len(known))) * TIMES
    order = np.random.default_rng(SEED).permutation(len(names)).tolist()
    vocabulary = {names[place]: row for row, place in enumerate(order)}
    spread = [rows[place] for place in order]
    return LinearModel(model.labels, vocabulary, model.idf[spread], model.weights[spread], model.bias)
