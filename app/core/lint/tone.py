"""A learned ear for what should not be sent, however it is worded: cold or blaming sentences, deals, boasts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from app.core.features import Features, Lexicon, read_features
from app.core.linear import Floats, LinearModel
from app.core.pattern import Pattern
from app.core.text import clean, split_clauses
from app.model import Span

TONE_VERSION = "2"
"""Raised whenever reading or learning the tone changes, so that a model stored before is learned anew."""
Kind = Literal["rude", "blame", "contact", "payment", "claim", "bargain", "promise"]
UNKIND, RUDE, BLAME, FINE = "unkind", "rude", "blame", "fine"
DEEDS: tuple[Kind, ...] = ("contact", "payment", "claim", "bargain", "promise")
"""Kinds that are heard each by itself; whether a sentence is unkind is heard first, and which way only then."""
TONES = (UNKIND, RUDE, BLAME, *DEEDS)
"""What the model tells apart, each from all else."""
ALARMS = (UNKIND, *DEEDS)
"""Of TONES those that have a threshold of their own."""
LINK = Pattern(r"(?:https?://|www\.)[^\s\u3000-\u9fff\uff00-\uffef]+", re.IGNORECASE)
SENTENCE = Pattern(r"(?:[^。！？!?;；\n.]|\.(?!\s|$))+[。！？!?;；.]*")
PIECE = Pattern(r"[^，,。！？!?;；~～\n.]+")
MOST_REMEMBERED = 5000
"""Sentences; about a megabyte."""
Heard = tuple[Kind, Span]


@dataclass(frozen=True, slots=True)
class Tone:
    """What was learned: a model of TONES, and the score of each of ALARMS from which a sentence sounds so.

    `by_heart` are sentences known to be fine that sound otherwise to the model.
    """

    model: LinearModel
    thresholds: Mapping[str, float]
    by_heart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """The features of one sentence and of each of its clauses, with the place of each clause in the cleaned text."""

    whole: list[str]
    clauses: list[list[str]]
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Ear:
    """Hears how a text sounds. What stands in `known`, piece by piece, are the shop's own words: always fine.

    `heard` fills as sentences are met: who types has the same sentences checked again and again, and most sentences
    of a draft come in many drafts.
    """

    tone: Tone
    lexicon: Lexicon
    known: frozenset[str] = frozenset()
    heard: dict[str, tuple[Heard, ...]] = field(default_factory=dict, compare=False, repr=False)

    def hear(self, text: str) -> Iterator[Heard]:
        """Yield how each sentence of `text` sounds that is not fine, with the place of its worst clause."""
        for match in SENTENCE.finditer(LINK.sub(lambda link: " " * len(link[0]), text)):
            if not all(piece in self.known for piece in find_pieces(match[0])):
                for kind, (start, end) in self._recall(match[0]):
                    yield kind, (match.start() + start, match.start() + end)

    def _recall(self, sentence: str) -> tuple[Heard, ...]:
        found = self.heard.get(sentence)
        if found is None:
            if len(self.heard) >= MOST_REMEMBERED:
                self.heard.clear()
            found = self.heard[sentence] = tuple(self._hear_sentence(sentence))
        return found

    def _hear_sentence(self, sentence: str) -> Iterator[Heard]:
        cleaned = clean(sentence, self.lexicon.characters)
        parts = read_parts(cleaned.text, self.lexicon)
        if not parts.places:
            return
        decided = decide_parts(parts, self.tone.model)
        score = dict(zip(TONES, score_parts(decided).tolist(), strict=True))
        for alarm in ALARMS:
            if score[alarm] >= self.tone.thresholds[alarm]:
                worst = int(decided[1:, TONES.index(alarm)].argmax())
                yield _name_kind(alarm, score), cleaned.to_original(_trim(cleaned.text, parts.places[worst]))


def _name_kind(alarm: str, score: Mapping[str, float]) -> Kind:
    unkind: Kind = "blame" if score[BLAME] > score[RUDE] else "rude"
    return next((deed for deed in DEEDS if deed == alarm), unkind)


def find_pieces(text: str) -> Iterator[str]:
    """Yield what stands between the marks of `text`, trimmed; nothing that is empty."""
    return (piece for match in PIECE.finditer(text) if (piece := match[0].strip()))


def gather_pieces(texts: Iterable[str]) -> frozenset[str]:
    """Return the pieces of `texts`: what an ear takes for the shop's own words."""
    return frozenset(piece for text in texts for piece in find_pieces(text))


def read_parts(text: str, lexicon: Lexicon) -> Parts:
    """Return the features of a cleaned sentence; no places where it says nothing."""
    places = split_clauses(text)
    features = read_features(text, lexicon)
    clauses = [_inside(features, place) for place in places] if len(places) > 1 else [features.names] * len(places)
    return Parts(features.names, clauses, places)


def _inside(features: Features, span: Span) -> list[str]:
    """Return the names of the features that were read wholly inside `span`."""
    start, end = span
    places = zip(features.names, features.spans, strict=True)
    return [name for name, (first, last) in places if start <= first and last <= end]


def decide_parts(parts: Parts, model: LinearModel) -> Floats:
    """Return what is decided for the sentence (first row) and each clause, (1 + clauses, labels)."""
    return np.stack([model.decide(model.activate(names)) for names in (parts.whole, *parts.clauses)])


def score_parts(decided: Floats) -> Floats:
    """Return the score of a sentence for each of TONES: half from the whole, half from the mean of its clauses.

    The worst clause alone misleads: “it has nothing to do with you, do not worry” is kind.
    """
    score: Floats = (decided[0] + decided[1:].mean(axis=0)) / 2
    return score


def _trim(text: str, place: Span) -> Span:
    start, end = place
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip(" ,.;!?~")), start + len(inside.rstrip(" ,.;!?~"))
