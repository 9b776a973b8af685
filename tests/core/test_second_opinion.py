"""A second opinion is asked only where the first is unsure, and mixed by its weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from app.core.classify import Classifier
from app.core.features import Lexicon
from app.core.fusion import Floats, SideBySide
from app.core.learned import Learned, assemble
from app.core.second_opinion import LearnedOpinion, SecondOpinion

UNSURE = "快递颜色"


@dataclass(frozen=True)
class Pointer:
    """An encoder that points every text at one place, and remembers what it was asked."""

    place: int
    size: int
    asked: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> Floats:
        self.asked.extend(texts)
        return np.eye(self.size, dtype=np.float32)[[self.place] * len(texts)]


def floats(*values: float) -> Floats:
    return np.array(values, dtype=np.float32)


def opinion(labels: int, *, weight: float, curve: Floats | None = None) -> LearnedOpinion:
    """Return an opinion that is all but certain of the label its vector points at."""
    line = floats(0, 1)
    view = SideBySide(np.eye(labels, dtype=np.float32) * 50, np.zeros(labels, dtype=np.float32))
    return LearnedOpinion(view, weight, line, line if curve is None else curve)


@pytest.fixture
def strict(learned: Learned, lexicon: Lexicon) -> Classifier:
    """A classifier that is sure of nothing."""
    return assemble(learned, lexicon, thresholds=dict.fromkeys(learned.model.labels, 1.1))


def ask(classifier: Classifier, label: str, *, weight: float = 1.0) -> tuple[Classifier, Pointer]:
    """Return `classifier` with a second opinion that always says `label`, and what it is asked through."""
    labels = classifier.labels
    pointer = Pointer(labels.index(label), len(labels))
    return replace(classifier, second=SecondOpinion(pointer, opinion(len(labels), weight=weight))), pointer


@pytest.mark.parametrize(("weight", "expected"), [(0.0, [0.6, 0.4]), (0.25, [0.45, 0.55]), (1.0, [0.0, 1.0])])
def test_both_opinions_are_mixed_by_the_weight(weight: float, expected: list[float]) -> None:
    judged = opinion(2, weight=weight).judge(floats(0.6, 0.4), floats(0, 1))
    assert judged.tolist() == pytest.approx(expected, abs=1e-6)


def test_several_texts_are_judged_at_once_as_one_is() -> None:
    asked = opinion(2, weight=0.5)
    first, vectors = np.stack([floats(0.6, 0.4), floats(0.1, 0.2)]), np.eye(2, dtype=np.float32)
    one_by_one = [asked.judge(*pair).tolist() for pair in zip(first, vectors, strict=True)]
    assert asked.judge(first, vectors).tolist() == one_by_one


def test_the_mixture_follows_the_curve() -> None:
    judged = opinion(2, weight=0.5, curve=floats(0, 0.5)).judge(floats(0.6, 0.4), floats(0, 1))
    assert judged.tolist() == pytest.approx([0.15, 0.35], abs=1e-6)


def test_a_message_that_is_unsure_is_asked_about_and_turned(strict: Classifier) -> None:
    asked, pointer = ask(strict, "invoice")
    assert strict.classify(UNSURE).candidates[0].id != "invoice"
    assert asked.classify(UNSURE + "😀").candidates[0].id == "invoice"
    assert pointer.asked == [UNSURE]


def test_what_it_makes_sure_is_asserted_with_the_evidence_that_there_is(classifier: Classifier) -> None:
    bars = dict.fromkeys(classifier.labels, 0.99)
    asked, _ = ask(replace(classifier, thresholds=bars), "delivery")
    (intent,) = asked.classify("快递跟颜色").intents
    assert intent.id == "delivery"
    assert "快递" in "".join(sign.text for sign in intent.evidence)


def test_a_message_that_is_sure_is_not_asked_about(classifier: Classifier) -> None:
    asked, pointer = ask(classifier, "invoice")
    assert asked.classify("我的快递到底到哪里了") == classifier.classify("我的快递到底到哪里了")
    assert pointer.asked == []


@pytest.mark.parametrize("message", ["", "😀", "????", "ζζζ"])
def test_what_says_nothing_is_not_asked_about(message: str, strict: Classifier) -> None:
    asked, pointer = ask(strict, "invoice")
    assert asked.classify(message) == strict.classify(message)
    assert pointer.asked == []


def test_candidates_keep_their_shape(strict: Classifier) -> None:
    found = ask(strict, "invoice", weight=0.5)[0].classify(UNSURE)
    scores = [candidate.score for candidate in found.candidates]
    assert len(scores) == len(strict.labels)
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
