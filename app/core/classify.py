"""Sorts one message: ranked, calibrated, with evidence, and silent when unsure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from app.core.evidence import find_words
from app.core.fusion import Floats, Fusion
from app.core.language import detect_language
from app.core.reading import Reader, Reading
from app.model import Classification, Evidence, ScoredIntent

if TYPE_CHECKING:
    from app.core.second_opinion import SecondOpinion

SILENT = frozenset({"other", "unclear"})
"""Labels that mean: nothing is asserted. `unclear` is not even offered as a candidate."""
NO_CANDIDATE = "unclear"
POLITE = frozenset({"greeting"})
"""Labels that stand back where a matter is named too."""
CAUSED = frozenset({"complaint", "bad_review"})
"""Labels of what a buyer says because of something else: where one is sure, that something is listened for."""
LIKELY = 0.5
"""What a clause is most likely about is then taken for the cause if it is more likely than not."""
BESIDE = 0.15
"""The least score that the whole message must lend to what a single clause says: read alone, a clause misleads."""
CANDIDATES = 5
MOST_INTENTS = 3
ALIKE_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Classifier:
    """Everything that sorting a message needs.

    `thresholds` is the least score to assert a label, by label; `bars` the same by place, out of reach for the
    labels that are never asserted. `second` is asked where the scores are unsure.
    """

    reader: Reader
    fusion: Fusion
    thresholds: Mapping[str, float]
    second: SecondOpinion | None = None
    bars: Floats = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out the bars once."""
        bars = [np.inf if label in SILENT else self.thresholds[label] for label in self.labels]
        object.__setattr__(self, "bars", np.array(bars, dtype=np.float32))

    @property
    def labels(self) -> tuple[str, ...]:
        """Return every label that the classifier knows."""
        return self.reader.model.labels

    def classify(self, message: str, *, history: Sequence[str] = ()) -> Classification:
        """Return what `message` says; `history` holds the buyer's earlier turns, oldest first."""
        reading = self.reader.read(message)
        scores = self._score(reading, history)
        labels = self.labels
        ranked = [place for place in np.argsort(-scores, kind="stable").tolist() if labels[place] != NO_CANDIDATE]
        intents = self._assert(reading, scores, ranked)
        candidates = tuple(self._scored(scores, place) for place in ranked[:CANDIDATES])
        return Classification(detect_language(reading.cleaned.text), intents, candidates)

    def _score(self, reading: Reading, history: Sequence[str]) -> Floats:
        if reading.says_nothing:
            return np.zeros(len(self.labels), dtype=np.float32)
        scores = self.fusion.judge(self.reader.signs(reading, history=history))
        if self.second is None or not self.is_unsure(scores):
            return scores
        return self.second.reconsider(reading.cleaned.text, scores)

    def is_unsure(self, scores: Floats) -> bool:
        """Return whether the best of `scores` (labels,) is below the threshold of its label."""
        best = int(scores.argmax())
        return bool(scores[best] < self.thresholds[self.labels[best]])

    def _assert(self, reading: Reading, scores: Floats, ranked: Sequence[int]) -> tuple[ScoredIntent, ...]:
        """Return the labels that reach their threshold, surest first; none where the surest is a silent one."""
        if not scores.any() or self.labels[int(np.argmax(scores))] in SILENT:
            return ()
        reached = (scores >= self.bars).tolist()
        sure = [place for place in ranked if reached[place]]
        if not sure:
            return ()
        scores, beside = self._hear_clauses(reading, scores, self._bars_beside(sure))
        named = list(dict.fromkeys([*sure, *beside]))[:MOST_INTENTS]
        matters = [place for place in named if self.labels[place] not in POLITE]
        return tuple(self._with_evidence(reading, scores, place) for place in matters or named)

    def _bars_beside(self, sure: Sequence[int]) -> Floats:
        """Return the bars for single clauses: lower for what may have caused a complaint that is sure."""
        if CAUSED.isdisjoint(self.labels[place] for place in sure):
            return self.bars
        lowered = [label not in SILENT | CAUSED | POLITE for label in self.labels]
        return np.where(lowered, np.minimum(self.bars, np.float32(LIKELY)), self.bars)

    def _hear_clauses(self, reading: Reading, scores: Floats, bars: Floats) -> tuple[Floats, list[int]]:
        """Return the scores raised to what single clauses say, and the labels that clauses say, in order."""
        if not len(reading.clauses):
            return scores, []
        raised, beside = scores.copy(), []
        for heard in self.fusion.judge(self.reader.clause_signs(reading)):
            place = int(heard.argmax())
            # What may have caused a complaint is drowned by it in the whole message: there the clause is enough.
            if heard[place] >= bars[place] and (scores[place] >= BESIDE or bars[place] < self.bars[place]):
                raised[place] = max(raised[place], heard[place])
                beside.append(place)
        return raised, beside

    def _with_evidence(self, reading: Reading, scores: Floats, place: int) -> ScoredIntent:
        weights = self.reader.model.weights[:, place]
        evidence = list(find_words(reading.cleaned, reading.features, reading.active, weights))
        alike = next((found for found in reading.near if found.phrase.label == place), None)
        if alike is not None and alike.similarity >= ALIKE_ENOUGH:
            evidence.append(Evidence("example", alike.phrase.text, (0, len(reading.cleaned.original))))
        return ScoredIntent(self.labels[place], round(float(scores[place]), 4), tuple(evidence))

    def _scored(self, scores: Floats, place: int) -> ScoredIntent:
        return ScoredIntent(self.labels[place], round(float(scores[place]), 4))
