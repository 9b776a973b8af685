"""The words that speak most for a label."""

from __future__ import annotations

from app.core.classify import Classifier
from app.core.evidence import MOST_WORDS, find_words


def words_for(label: str, message: str, classifier: Classifier) -> list[str]:
    reading = classifier.reader.read(message)
    weights = classifier.reader.model.weights[:, classifier.labels.index(label)]
    return [sign.text for sign in find_words(reading.cleaned, reading.features, reading.active, weights)]


def test_the_telling_word_is_shown(classifier: Classifier) -> None:
    assert words_for("invoice", "请问一下发票", classifier)[-1].endswith("发票")
    assert "invoice" in " ".join(words_for("invoice", "hello I need an invoice", classifier))


def test_words_that_touch_are_shown_as_one(classifier: Classifier) -> None:
    message = "颜色和图片不一样"
    spans = words_for("color", message, classifier)
    assert all(word in message for word in spans)
    assert len(spans) <= MOST_WORDS


def test_words_come_as_they_were_typed(classifier: Classifier) -> None:
    assert words_for("invoice", "ＩＮＶＯＩＣＥ", classifier) == ["ＩＮＶＯＩＣＥ"]


def test_nothing_speaks_for_a_label_in_words_it_does_not_know(classifier: Classifier) -> None:
    assert words_for("color", "zzz", classifier) == []
    assert words_for("color", "", classifier) == []
