"""Learns a classifier's numbers from labelled text with scikit-learn.

Words and letters are weighed by a linear support-vector machine, one label against the rest. What it decides is then
joined with the nearest phrases and turned into probabilities on text that it did not learn from: the calibration
samples where there are some, else its own samples held out in folds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from app.core.classify import SILENT
from app.core.features import Lexicon, read_features, tokenize
from app.core.fusion import SIGNS, Floats, Fusion
from app.core.learned import Learned
from app.core.linear import LinearModel
from app.core.nearest import Phrase, PhraseIndex
from app.core.reading import Reader
from app.core.text import clean
from app.training.samples import Sample

MARGIN_COST = 0.5
"""C of the support-vector machine, chosen by cross-validation on the phrases (flat between 0.3 and 1)."""
FOLDS = 5
SEED = 20261121
ENOUGH_TO_DROP_RARE = 3000
"""From so many samples on, a feature seen in only one of them is dropped: a quarter of the size, nothing lost."""
WANTED_PRECISION = 0.95
LEAST_THRESHOLD = 0.5


def learn(samples: Sequence[Sample], lexicon: Lexicon, *, calibration: Sequence[Sample] = ()) -> Learned:
    """Return what can be learned from `samples`; `calibration` is text that differs from them in style."""
    labels = tuple(sorted({label for sample in samples for label in sample.labels}))
    read = [_read(sample, labels, lexicon) for sample in samples]
    targets = mark_targets(samples, labels)
    model = fit_linear([names for names, _ in read], targets, labels)
    phrases = tuple(phrase for _, phrase in read)
    if calibration:
        reader = Reader(lexicon, model, PhraseIndex(phrases))
        signs, truth = _gather_signs(reader, calibration), mark_targets(calibration, labels)
    else:
        signs, truth = _signs_in_folds(samples, read, targets, labels, lexicon), targets
    fusion = fit_fusion(signs, truth)
    return Learned(model, phrases, fusion, choose_threshold(fusion, signs, truth, labels))


def _read(sample: Sample, labels: tuple[str, ...], lexicon: Lexicon) -> tuple[list[str], Phrase]:
    text = clean(sample.text, lexicon.characters).text
    joined = " ".join(token.text for token in tokenize(text, lexicon))
    return read_features(text, lexicon).names, Phrase(sample.text, joined, labels.index(sample.labels[0]))


def mark_targets(samples: Sequence[Sample], labels: Sequence[str]) -> NDArray[np.bool_]:
    """Return which label holds for which sample, (samples, labels)."""
    return np.array([[label in sample.labels for label in labels] for sample in samples], dtype=bool)


def fit_linear(
    names: Sequence[Sequence[str]], targets: NDArray[np.bool_], labels: tuple[str, ...]
) -> LinearModel:
    """Return a linear model that tells each label from the rest."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    rarest = 2 if len(names) > ENOUGH_TO_DROP_RARE else 1
    vectorizer = TfidfVectorizer(analyzer=list, sublinear_tf=True, min_df=rarest, dtype=np.float32)
    table = vectorizer.fit_transform(names)
    weights = np.zeros((table.shape[1], len(labels)), dtype=np.float32)
    bias = np.full(len(labels), -1.0, dtype=np.float32)
    for place in range(len(labels)):
        if targets[:, place].all():
            bias[place] = 1.0
            continue
        machine = LinearSVC(C=MARGIN_COST, random_state=SEED).fit(table, targets[:, place])
        weights[:, place], bias[place] = machine.coef_[0], machine.intercept_[0]
    vocabulary = {name: int(row) for name, row in vectorizer.vocabulary_.items()}
    return LinearModel(labels, vocabulary, vectorizer.idf_.astype(np.float32), weights, bias)


def fit_fusion(signs: Floats, truth: NDArray[np.bool_]) -> Fusion:
    """Return the fusion that turns `signs` (samples, labels, SIGNS) into probabilities of `truth` (samples, labels)."""
    from sklearn.isotonic import IsotonicRegression
    from sklearn.linear_model import LogisticRegression

    flat, hits = signs.reshape(-1, SIGNS), truth.reshape(-1)
    platt = LogisticRegression(C=1.0, max_iter=1000).fit(flat, hits)
    raw = platt.predict_proba(flat)[:, 1]
    curve = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(raw, hits)
    return Fusion(
        platt.coef_[0].astype(np.float32),
        float(platt.intercept_[0]),
        curve.X_thresholds_.astype(np.float32),
        _strictly_rising(curve.y_thresholds_),
    )


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


def _gather_signs(reader: Reader, samples: Iterable[Sample]) -> Floats:
    return np.stack([reader.signs(reader.read(sample.text)) for sample in samples])


def _signs_in_folds(
    samples: Sequence[Sample],
    read: Sequence[tuple[list[str], Phrase]],
    targets: NDArray[np.bool_],
    labels: tuple[str, ...],
    lexicon: Lexicon,
) -> Floats:
    """Return the signs of every sample, each from a model that has not seen it, (samples, labels, SIGNS)."""
    signs = np.zeros((len(samples), len(labels), SIGNS), dtype=np.float32)
    shuffled = np.random.default_rng(SEED).permutation(len(samples))
    for part in np.array_split(shuffled, FOLDS):
        rest = np.setdiff1d(shuffled, part)
        if not part.size or not rest.size:
            continue
        model = fit_linear([read[place][0] for place in rest], targets[rest], labels)
        reader = Reader(lexicon, model, PhraseIndex([read[place][1] for place in rest]))
        signs[part] = _gather_signs(reader, (samples[place] for place in part))
    return signs
