"""What learning leaves behind: plain data, cheap to read, without anything that learned it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.core.classify import Classifier
from app.core.features import WORD, Lexicon
from app.core.fusion import Fusion
from app.core.linear import LinearModel
from app.core.nearest import Phrase, PhraseIndex
from app.core.reading import Reader
from app.core.spelling import Speller, build_speller

LEARNING_VERSION = "4"
"""Raised whenever features or learning change, so that models stored before are learned anew."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What a classifier needs beside its lexicon, all of it data."""

    model: LinearModel
    phrases: tuple[Phrase, ...]
    fusion: Fusion
    threshold: float


def assemble(learned: Learned, lexicon: Lexicon, *, thresholds: Mapping[str, float] | None = None) -> Classifier:
    """Return a classifier; `thresholds` overrides the learned one for the labels it names."""
    own = dict.fromkeys(learned.model.labels, learned.threshold) | dict(thresholds or {})
    lexicon = replace(lexicon, mend=speller_of(learned.model).mend)
    reader = Reader(lexicon, learned.model, PhraseIndex(learned.phrases))
    return Classifier(reader, learned.fusion, own)


def speller_of(model: LinearModel) -> Speller:
    """Return a speller that knows the English words that the model knows."""
    found = ((float(model.idf[row]), row, name[1:]) for name, row in model.vocabulary.items() if name[0] == WORD)
    return build_speller([word for _, _, word in sorted(found) if word[:1].isascii() and word[:1].isalpha()])
