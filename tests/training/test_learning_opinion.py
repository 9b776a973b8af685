"""Learning a second opinion: from any encoder, trusted as far as it helps on text it has not seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from app.core.features import Lexicon
from app.core.fusion import Floats
from app.core.second_opinion import Encoder, LearnedOpinion
from app.training.fit import rehearse
from app.training.samples import Sample
from app.training.second_opinion import learn_opinion

WORDS = {"delivery": "快递物流包裹", "invoice": "发票税号抬头", "color": "颜色色差深浅"}
PHRASES = tuple(Sample(word, (label,)) for label, letters in WORDS.items() for word in letters)
INBOX = tuple(Sample(f"{word}呢", (label,)) for label, letters in WORDS.items() for word in letters * 2)


class Knowing:
    """An encoder that tells the matters apart by a letter."""

    def encode(self, texts: Sequence[str]) -> Floats:
        found = [[float(text[0] in letters) for letters in WORDS.values()] for text in texts]
        return np.array(found, dtype=np.float32) * 10


class Blind:
    """An encoder to which all texts are alike."""

    def encode(self, texts: Sequence[str]) -> Floats:
        return np.ones((len(texts), 3), dtype=np.float32)


def learn_with(
    encoder: Encoder, lexicon: Lexicon, *, unsure: bool = True, inbox: tuple[Sample, ...] = INBOX
) -> LearnedOpinion:
    rehearsal = rehearse(PHRASES, lexicon, inbox=inbox)
    # A first opinion that is always a little wrong: it takes every text for the second label, weakly.
    first = np.tile(np.array([0.2, 0.4, 0.3], dtype=np.float32), (len(rehearsal.folded), 1))
    return learn_opinion(rehearsal, first, is_unsure=lambda _: unsure, encoder=encoder)


def test_an_encoder_that_knows_better_turns_the_first_opinion(lexicon: Lexicon) -> None:
    learned = learn_with(Knowing(), lexicon)
    labels, first = sorted(WORDS), np.array([0.2, 0.4, 0.3], dtype=np.float32)
    for label, letters in WORDS.items():
        judged = learned.judge(first, Knowing().encode([letters[0]])[0])
        assert labels[int(judged.argmax())] == label
    assert learned.weight > 0


def test_an_encoder_that_knows_nothing_weighs_nothing(lexicon: Lexicon) -> None:
    assert learn_with(Blind(), lexicon).weight == 0


def test_where_nothing_is_unsure_the_first_opinion_stands(lexicon: Lexicon) -> None:
    learned = learn_with(Knowing(), lexicon, unsure=False)
    first = np.array([0.2, 0.7, 0.1], dtype=np.float32)
    assert learned.judge(first, np.zeros(3, dtype=np.float32)).tolist() == pytest.approx(first.tolist())


@pytest.mark.parametrize("inbox", [INBOX, ()])
def test_learning_twice_gives_the_same(inbox: tuple[Sample, ...], lexicon: Lexicon) -> None:
    one, other = learn_with(Knowing(), lexicon, inbox=inbox), learn_with(Knowing(), lexicon, inbox=inbox)
    assert np.array_equal(one.view.table, other.view.table)
    assert np.array_equal(one.curve_to, other.curve_to)
    assert one.weight == other.weight
