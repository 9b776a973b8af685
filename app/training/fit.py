"""Learns a classifier's numbers from labelled text.

Words and letters are weighed by a linear model. What it decides is then joined with the nearest phrases and turned
into probabilities on text that it did not learn from: folds of the inbox where there is one, because messages differ
from phrases and calibrating on phrases promises more than it keeps; else folds of the samples themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.features import Lexicon, read_features
from app.core.fusion import SIGNS, Floats
from app.core.learned import Learned
from app.core.nearest import Phrase, PhraseIndex
from app.core.reading import Reader
from app.core.text import clean
from app.training.calibrate import choose_threshold, fit_fusion
from app.training.machine import SEED, fit_linear
from app.training.samples import Sample

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Prepared:
    """One sample, read: its cleaned text, its features, itself as a phrase, and as it was given."""

    text: str
    names: list[str]
    phrase: Phrase
    sample: Sample


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Reading as it will be on a desk: `signs` of each folded sample from a reader that has not seen it.

    Every reader knew the fixed ones. `signs` is (folded samples, labels, SIGNS).
    """

    labels: tuple[str, ...]
    fixed: Sequence[Prepared]
    folded: Sequence[Prepared]
    signs: Floats


def learn(samples: Sequence[Sample], lexicon: Lexicon, *, inbox: Sequence[Sample] = ()) -> Learned:
    """Return what can be learned from `samples` and `inbox`.

    `samples` are phrases, written to be clear; `inbox` is text as messages come, in their natural shares.
    """
    rehearsal = rehearse(samples, lexicon, inbox=inbox)
    labels, signs, folded = rehearsal.labels, rehearsal.signs, rehearsal.folded
    truth = mark_targets(folded, labels)
    fusion = fit_fusion(signs, truth, np.array([one.phrase.label for one in folded]))
    reader = _fit_reader([*rehearsal.fixed, *folded], labels, lexicon)
    return Learned(reader.model, reader.phrases.phrases, fusion, choose_threshold(fusion, signs, truth, labels))


def rehearse(samples: Sequence[Sample], lexicon: Lexicon, *, inbox: Sequence[Sample] = ()) -> Rehearsal:
    """Return how the inbox, or the samples where there is none, reads to those who do not know it."""
    labels = tuple(sorted({label for sample in (*samples, *inbox) for label in sample.labels}))
    known = [_prepare(sample, labels, lexicon) for sample in samples]
    held = [_prepare(sample, labels, lexicon) for sample in inbox]
    fixed, folded = (known, held) if held else ([], known)
    return Rehearsal(labels, fixed, folded, _signs_in_folds(fixed, folded, labels, lexicon))


def _prepare(sample: Sample, labels: tuple[str, ...], lexicon: Lexicon) -> Prepared:
    text = clean(sample.text, lexicon.characters).text
    features = read_features(text, lexicon)
    phrase = Phrase(sample.text, features.joined, labels.index(sample.labels[0]))
    return Prepared(text, features.names, phrase, sample)


def mark_targets(prepared: Sequence[Prepared], labels: Sequence[str]) -> NDArray[np.bool_]:
    """Return which label holds for which sample, (samples, labels)."""
    return np.array([[label in one.sample.labels for label in labels] for one in prepared], dtype=bool)


def _fit_reader(prepared: Sequence[Prepared], labels: tuple[str, ...], lexicon: Lexicon) -> Reader:
    model = fit_linear([one.names for one in prepared], mark_targets(prepared, labels), labels)
    return Reader(lexicon, model, PhraseIndex([one.phrase for one in prepared]))


def _signs_in_folds(
    fixed: Sequence[Prepared], folded: Sequence[Prepared], labels: tuple[str, ...], lexicon: Lexicon
) -> Floats:
    """Return the signs of every sample of `folded`, each from a reader that has not seen it, (samples, labels, SIGNS).

    `fixed` is known to every reader.
    """
    signs = np.zeros((len(folded), len(labels), SIGNS), dtype=np.float32)
    for part, rest in folds(len(folded)):
        reader = _fit_reader([*fixed, *(folded[place] for place in rest)], labels, lexicon)
        for place in part:
            signs[place] = reader.signs(reader.read(folded[place].sample.text))
    return signs


def folds(count: int) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Yield the places of each fold and those of all others, the same for the same count."""
    shuffled = np.random.default_rng(SEED).permutation(count)
    for part in np.array_split(shuffled, FOLDS):
        rest = np.setdiff1d(shuffled, part)
        if part.size and rest.size:
            yield part, rest
