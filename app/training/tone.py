"""Learns how sentences sound that should not be sent, from sentences an agent might type and the shop's own replies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.core.features import Lexicon
from app.core.linear import LinearModel
from app.core.lint.tone import (
    ALARMS,
    BLAME,
    DEEDS,
    FINE,
    RUDE,
    SENTENCE,
    TONES,
    UNKIND,
    Ear,
    Parts,
    Tone,
    decide_parts,
    read_parts,
    score_parts,
)
from app.core.text import clean
from app.errors import BadInput, FieldError
from app.training.fit import folds
from app.training.machine import fit_linear
from app.training.samples import Sample, read_samples

TONE_HEADER = ("label", "text")
LABELS = frozenset({RUDE, BLAME, FINE, *DEEDS})
MEANT: Mapping[str, frozenset[str]] = {
    UNKIND: frozenset({RUDE, BLAME}),
    **{label: frozenset({label}) for label in (RUDE, BLAME, *DEEDS)},
}
"""Which labels each tone of the model stands for."""
NOTHING = -9.0
MOST_FALSE_ALARMS: Mapping[str, float] = {UNKIND: 0.02, **dict.fromkeys(DEEDS, 0.005)}
"""Of fine texts that the ear has not learned from, so many may sound so to it: one in a hundred all in all."""
MOST_NAMES = 40_000
"""Features that are kept, those that weigh most: a third of them all, quick to load and nothing lost."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One text, read: its label and its sentences."""

    label: str
    sentences: tuple[Parts, ...]


def read_tones(text: str, *, name: str) -> tuple[Sample, ...]:
    """Return the rows of the file `name`; raises BadInput where a line is no label and text."""
    samples = read_samples(text, header=TONE_HEADER, name=name)
    unknown = {label for sample in samples for label in sample.labels} - LABELS
    if unknown:
        raise BadInput([FieldError(name, f"knows {', '.join(sorted(LABELS))}, not {', '.join(sorted(unknown))}")])
    return samples


def learn_tone(samples: Sequence[Sample], lexicon: Lexicon, *, fine: Iterable[str] = ()) -> Tone:
    """Return what can be learned from `samples` and from more `fine` texts.

    A threshold is the least from which no more fine texts than allowed are heard by ears that have not learned
    from them, fold by fold.
    """
    more = [Sample(text, (FINE,)) for text in fine]
    spoken = [_read(sample, lexicon) for sample in (*samples, *more)]
    scores, labels = _score_in_folds(spoken), np.array([one.label for one in spoken])
    tone = Tone(_fit(spoken, TONES), _choose_thresholds(scores, labels))
    ear = Ear(tone, lexicon)
    heard = (one.text for one in (*samples, *more) if one.labels[0] == FINE and any(ear.hear(one.text)))
    return replace(tone, by_heart=tuple(heard))


def _choose_thresholds(scores: NDArray[np.float32], labels: NDArray[np.str_]) -> Mapping[str, float]:
    """Return the threshold of each of ALARMS: beyond all scores where no sample sounds so."""
    fine = scores[labels == FINE]
    return {
        alarm: float(np.quantile(fine[:, place], 1 - MOST_FALSE_ALARMS[alarm]) if len(fine) else 0)
        if np.isin(labels, [*MEANT[alarm]]).any()
        else np.inf
        for place, alarm in enumerate(ALARMS)
    }


def _read(sample: Sample, lexicon: Lexicon) -> Spoken:
    cleaned = (clean(match[0], lexicon.characters).text for match in SENTENCE.finditer(sample.text))
    parts = (read_parts(text, lexicon) for text in cleaned)
    return Spoken(sample.labels[0], tuple(one for one in parts if one.places))


def _score_in_folds(spoken: Sequence[Spoken]) -> NDArray[np.float32]:
    """Return how much each text sounds like each of ALARMS to an ear that has not learned from it."""
    scores = np.zeros((len(spoken), len(ALARMS)), dtype=np.float32)
    for part, rest in folds(len(spoken)):
        model = _fit([spoken[place] for place in rest], ALARMS)
        for place in part:
            scores[place] = _score(spoken[place], model)
    return scores


def _score(spoken: Spoken, model: LinearModel) -> NDArray[np.float32]:
    """Return how each of the model's tones sounds in the worst sentence; far below all where there is none."""
    heard = [score_parts(decide_parts(parts, model)) for parts in spoken.sentences]
    return np.max(heard, axis=0) if heard else np.full(len(model.labels), NOTHING, dtype=np.float32)


def _fit(spoken: Sequence[Spoken], tones: tuple[str, ...]) -> LinearModel:
    """Return a model of `tones` that knows the sentences, and their clauses where there are several."""
    names: list[list[str]] = []
    labels: list[str] = []
    for one in spoken:
        for parts in one.sentences:
            taught = [parts.whole, *(parts.clauses if len(parts.clauses) > 1 else ())]
            names += taught
            labels += [one.label] * len(taught)
    targets = np.array([[label in MEANT[tone] for tone in tones] for label in labels], dtype=bool)
    first = fit_linear(names, targets, tones)
    if len(first.idf) <= MOST_NAMES:
        return first
    kept = _find_weighty(first)
    return fit_linear([[name for name in some if name in kept] for some in names], targets, tones)


def _find_weighty(model: LinearModel) -> frozenset[str]:
    """Return the names that weigh most in any tone."""
    weights = np.abs(model.weights * model.idf[:, None]).max(axis=1)
    least = np.sort(weights)[-MOST_NAMES]
    return frozenset(name for name, row in model.vocabulary.items() if weights[row] >= least)
