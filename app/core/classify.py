"""Sorts one message: ranked, calibrated, with evidence, and silent when unsure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.core.evidence import find_words
from app.core.fusion import Floats, Fusion
from app.core.language import detect_language
from app.core.reading import Reader, Reading
from app.model import Classification, Evidence, ScoredIntent

SILENT = frozenset({"other", "unclear"})
"""Labels that mean: nothing is asserted. `unclear` is not even offered as a candidate."""
NO_CANDIDATE = "unclear"
POLITE = frozenset({"greeting"})
"""Labels that stand back where a matter is named too."""
CANDIDATES = 5
MOST_INTENTS = 3
ALIKE_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Classifier:
    """Everything that sorting a message needs. `thresholds` is the least score to assert a label, by label."""

    reader: Reader
    fusion: Fusion
    thresholds: Mapping[str, float]

    @property
    def labels(self) -> tuple[str, ...]:
        """Return every label that the classifier knows."""
        return self.reader.model.labels

    def classify(self, message: str, *, history: Sequence[str] = ()) -> Classification:
        """Return what `message` says; `history` holds the buyer's earlier turns, oldest first."""
        reading = self.reader.read(message)
        scores = self._score(reading, history)
        ranked = [int(place) for place in np.argsort(-scores, kind="stable") if self.labels[place] != NO_CANDIDATE]
        intents = self._assert(reading, scores, ranked)
        candidates = tuple(self._scored(scores, place) for place in ranked[:CANDIDATES])
        return Classification(detect_language(reading.cleaned.text), intents, candidates)

    def _score(self, reading: Reading, history: Sequence[str]) -> Floats:
        if reading.says_nothing:
            return np.zeros(len(self.labels), dtype=np.float32)
        return self.fusion.judge(self.reader.signs(reading, history=history))

    def _assert(self, reading: Reading, scores: Floats, ranked: Sequence[int]) -> tuple[ScoredIntent, ...]:
        """Return the labels that reach their threshold, surest first; none where the surest is a silent one."""
        if not scores.any() or self.labels[int(np.argmax(scores))] in SILENT:
            return ()
        sure = [place for place in ranked if self._may_assert(place, scores)]
        if not sure:
            return ()
        scores, beside = self._hear_clauses(reading, scores)
        named = list(dict.fromkeys([*sure, *beside]))[:MOST_INTENTS]
        matters = [place for place in named if self.labels[place] not in POLITE]
        return tuple(self._with_evidence(reading, scores, place) for place in matters or named)

    def _may_assert(self, place: int, scores: Floats) -> bool:
        label = self.labels[place]
        return label not in SILENT and bool(scores[place] >= self.thresholds[label])

    def _hear_clauses(self, reading: Reading, scores: Floats) -> tuple[Floats, list[int]]:
        """Return the scores raised to what single clauses say, and the labels that clauses say, in order."""
        beside = []
        for signs in self.reader.clause_signs(reading):
            heard = self.fusion.judge(signs)
            place = int(np.argmax(heard))
            if self._may_assert(place, heard):
                scores = scores.copy()
                scores[place] = max(scores[place], heard[place])
                beside.append(place)
        return scores, beside

    def _with_evidence(self, reading: Reading, scores: Floats, place: int) -> ScoredIntent:
        weights = self.reader.model.weights[:, place]
        evidence = list(find_words(reading.cleaned, reading.features, reading.active, weights))
        alike = next((found for found in reading.near if found.phrase.label == place), None)
        if alike is not None and alike.similarity >= ALIKE_ENOUGH:
            evidence.append(Evidence("example", alike.phrase.text, (0, len(reading.cleaned.original))))
        return ScoredIntent(self.labels[place], round(float(scores[place]), 4), tuple(evidence))

    def _scored(self, scores: Floats, place: int) -> ScoredIntent:
        return ScoredIntent(self.labels[place], round(float(scores[place]), 4))
