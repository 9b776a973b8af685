"""The engine beside scikit-learn's stock pipeline: both learn one half of a labelled file and answer the other."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from app.core.features import Lexicon
from app.core.language import detect_language
from app.core.learned import assemble
from app.evaluation.figures import Judged, coverage_at, share
from app.model import Classification, ScoredIntent
from app.training.fit import learn
from app.training.samples import Sample

PRECISION = 0.9
CHARACTERS = (1, 4)
PATIENCE = 1000
Answers = Callable[[str], Classification]


@dataclass(frozen=True, slots=True)
class Standing:
    """What one of the two reaches on the half it has not seen: top-1, and coverage at 90 % precision."""

    top1: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Round:
    """One draw of halves: what the engine reaches and what scikit-learn reaches."""

    seed: int
    ours: Standing
    plain: Standing


def compare_halves(samples: Sequence[Sample], lexicon: Lexicon, *, rounds: int) -> Iterator[Round]:
    """Yield `rounds` draws; `unclear` rows are learned from and not counted, as everywhere."""
    for seed in range(rounds):
        order = np.random.default_rng(seed).permutation(len(samples))
        known, asked = ([samples[place] for place in part] for part in np.array_split(order, 2))
        ours = assemble(learn(known, lexicon), lexicon)
        yield Round(seed, _judge(asked, ours.classify), _judge(asked, learn_plainly(known, lexicon)))


def _judge(samples: Sequence[Sample], answer: Answers) -> Standing:
    judged = [Judged(sample, answer(sample.text)) for sample in samples if sample.labels != ("unclear",)]
    return Standing(share(row.is_hit for row in judged), coverage_at(judged, PRECISION))


def learn_plainly(samples: Sequence[Sample], lexicon: Lexicon) -> Answers:
    """Return scikit-learn's answers: TF-IDF of jieba's words and of characters, then logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    words = TfidfVectorizer(tokenizer=lexicon.cut, token_pattern=None, sublinear_tf=True)
    characters = TfidfVectorizer(analyzer="char", ngram_range=CHARACTERS, sublinear_tf=True)
    pipeline = make_pipeline(make_union(words, characters), LogisticRegression(C=10, max_iter=PATIENCE))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pipeline.fit([sample.text for sample in samples], [sample.labels[0] for sample in samples])

    def answer(text: str) -> Classification:
        scores = dict(zip(pipeline.classes_, pipeline.predict_proba([text])[0].tolist(), strict=True))
        ranked = sorted((label for label in scores if label != "unclear"), key=lambda label: -scores[label])
        candidates = tuple(ScoredIntent(label, scores[label]) for label in ranked[:5])
        return Classification(detect_language(text), (), candidates)

    return answer
