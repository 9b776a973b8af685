"""Figures from a classifier's answers to labelled messages. Pure.

A row labelled `unclear` counts only for abstention; a first label that is among a row's labels is a hit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.model import Classification
from app.training.samples import Sample

UNCLEAR, OUT_OF_SCOPE = "unclear", "other"
FEWEST_ROWS = 5
"""Labels with fewer rows are left out of macro-F1: one row would swing it."""
BINS = 10
PRECISIONS = (0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled message and the answer to it."""

    sample: Sample
    found: Classification

    @property
    def best(self) -> str:
        """Return the best candidate, empty where there is none."""
        return self.found.candidates[0].id if self.found.candidates else ""

    @property
    def confidence(self) -> float:
        """Return the score of the best candidate."""
        return self.found.candidates[0].score if self.found.candidates else 0.0

    @property
    def is_hit(self) -> bool:
        """Return whether the best candidate is among the labels."""
        return self.best in self.sample.labels

    @property
    def is_right(self) -> bool:
        """Return whether the first asserted intent is among the labels."""
        return bool(self.found.intents) and self.found.intents[0].id in self.sample.labels


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """How one label fares, judged by best candidates."""

    label: str
    rows: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What `shouhou eval` tells. Shares are from 0 to 1."""

    rows: int
    counted: int
    top1: float
    precision: float
    coverage: float
    silence_broken: float
    calibration_error: float
    macro_f1: float
    coverage_at: tuple[tuple[float, float], ...]
    labels: tuple[LabelFigures, ...]


def measure(judged: Sequence[Judged]) -> Figures:
    """Return the figures of some judged messages; shares of nothing are 0."""
    counted = [row for row in judged if row.sample.labels != (UNCLEAR,)]
    asserted = [row for row in counted if not row.found.abstained]
    silent = [row for row in judged if row.sample.labels[0] in {UNCLEAR, OUT_OF_SCOPE}]
    labels = tuple(measure_labels(counted))
    weighty = [label.f1 for label in labels if label.rows >= FEWEST_ROWS]
    return Figures(
        rows=len(judged),
        counted=len(counted),
        top1=share(row.is_hit for row in counted),
        precision=share(row.is_right for row in asserted),
        coverage=len(asserted) / max(len(counted), 1),
        silence_broken=share(not row.found.abstained for row in silent),
        calibration_error=calibration_error(counted),
        macro_f1=sum(weighty) / max(len(weighty), 1),
        coverage_at=tuple((wanted, coverage_at(counted, wanted)) for wanted in PRECISIONS),
        labels=labels,
    )


def share(truths: Iterable[bool]) -> float:
    """Return the share of true ones; 0 for none at all."""
    values = list(truths)
    return sum(values) / max(len(values), 1)


def measure_labels(judged: Sequence[Judged]) -> list[LabelFigures]:
    """Return the figures of every label that is a row's first or somebody's answer, most rows first.

    A hit counts for the label that was hit; a miss counts against the answer and for the row's first label.
    """
    hits = Counter(row.best for row in judged if row.is_hit)
    answers = Counter(row.best for row in judged)
    missed = Counter(row.sample.labels[0] for row in judged if not row.is_hit)
    found = [_label(label, hits[label], answers[label], missed[label]) for label in {*answers, *missed} - {""}]
    return sorted(found, key=lambda label: (-label.rows, label.label))


def _label(label: str, hits: int, answers: int, missed: int) -> LabelFigures:
    precision, recall = hits / max(answers, 1), hits / max(hits + missed, 1)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return LabelFigures(label, hits + missed, precision, recall, f1)


def calibration_error(judged: Sequence[Judged]) -> float:
    """Return the expected calibration error of the best candidates' scores, in ten bins of equal width."""
    bins = reliability(judged)
    return sum(size * abs(said - true) for said, true, size in bins) / max(len(judged), 1)


def reliability(judged: Iterable[Judged]) -> list[tuple[float, float, int]]:
    """Return for each bin that holds anything: mean score, share of hits, rows."""
    bins: dict[int, list[Judged]] = {}
    for row in judged:
        bins.setdefault(min(int(row.confidence * BINS), BINS - 1), []).append(row)
    return [
        (sum(row.confidence for row in rows) / len(rows), share(row.is_hit for row in rows), len(rows))
        for _, rows in sorted(bins.items())
    ]


def coverage_curve(judged: Sequence[Judged]) -> list[tuple[float, float]]:
    """Return (coverage, precision) as answers are given from the surest on; `other` is never an answer."""
    spoken = sorted((row for row in judged if row.best != OUT_OF_SCOPE), key=lambda row: -row.confidence)
    hits = 0
    curve = []
    for number, row in enumerate(spoken, start=1):
        hits += row.is_hit
        curve.append((number / len(judged), hits / number))
    return curve


def coverage_at(judged: Sequence[Judged], precision: float) -> float:
    """Return the largest coverage at which answers are right as often as `precision`; 0 where there is none."""
    return max((covered for covered, reached in coverage_curve(judged) if reached >= precision), default=0.0)
