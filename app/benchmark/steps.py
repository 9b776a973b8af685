"""The steps of one classification, each by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.benchmark.clock import Work
from app.core.classify import Classifier
from app.core.evidence import find_words
from app.core.features import Features, read_features
from app.core.fusion import Floats
from app.core.reading import Reading
from app.core.text import clean

Given = TypeVar("Given")


def list_steps(classifier: Classifier) -> dict[str, tuple[Callable[[str], object], Callable[..., object]]]:
    """Return for each step what makes ready for it, from the message, and the step itself."""
    reader, lexicon = classifier.reader, classifier.reader.lexicon

    def read_clean(message: str) -> str:
        return clean(message, lexicon.characters).text

    def find_features(message: str) -> Features:
        return read_features(read_clean(message), lexicon)

    def decide(reading: Reading) -> Floats:
        active = reader.model.activate(reading.features.names)
        return reader.decide_clauses(reading.cleaned, reading.features, active)

    # The decision for the whole message is made where signs are gathered, so it counts with the fusion.
    def judge(reading: Reading) -> Floats:
        return classifier.fusion.judge(reader.signs(reading))

    def show(reading: Reading) -> object:
        return find_words(reading.cleaned, reading.features, reading.active, reader.model.weights[:, 0])

    return {
        "clean": (str, read_clean),
        "features": (read_clean, lambda text: read_features(text, lexicon)),
        "linear": (reader.read, decide),
        "nearest": (find_features, lambda features: reader.phrases.nearest(features.joined)),
        "fusion": (reader.read, judge),
        "evidence": (reader.read, show),
    }


def as_work(prepare: Callable[[str], Given], step: Callable[[Given], object], messages: list[str]) -> Work:
    """Return the step as work that is timed: what it needs is made ready beforehand for each message."""
    ready = {message: prepare(message) for message in messages}
    return lambda message: step(ready[message])
