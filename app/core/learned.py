"""What learning leaves behind: plain data, cheap to read, without anything that learned it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.classify import Classifier
from app.core.features import Lexicon
from app.core.fusion import Fusion
from app.core.linear import LinearModel
from app.core.nearest import Phrase, PhraseIndex
from app.core.reading import Reader

LEARNING_VERSION = "2"
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
    reader = Reader(lexicon, learned.model, PhraseIndex(learned.phrases))
    return Classifier(reader, learned.fusion, own)
