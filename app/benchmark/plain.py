"""What most people would build: scikit-learn's own pipeline over jieba's words and characters."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence

from app.benchmark.clock import Work
from app.core.nearest import Phrase

FEW_STEPS = 3
"""How long it learns. What it has learned is of no matter here: it costs the same."""


def learn_plainly(phrases: Sequence[Phrase], cut: Callable[[str], list[str]]) -> Work:
    """Return a scikit-learn pipeline (TF-IDF of words and characters, logistic regression) that knows `phrases`."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    words = TfidfVectorizer(analyzer=cut, sublinear_tf=True)
    characters = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
    pipeline = make_pipeline(make_union(words, characters), LogisticRegression(max_iter=FEW_STEPS))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pipeline.fit([phrase.text for phrase in phrases], [phrase.label for phrase in phrases])
    return lambda message: pipeline.predict_proba([message])
