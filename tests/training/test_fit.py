"""Learning: the same from the same, and nothing a labelled file holds makes it fail."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.features import Lexicon
from app.core.learned import Learned, assemble
from app.training.calibrate import LEAST_THRESHOLD
from app.training.fit import learn
from app.training.samples import Sample

ROWS = (
    *(
        Sample(f"快递{word}", ("delivery",))
        for word in ("没到", "丢了", "太慢", "在哪", "不动", "停了", "呢", "怎么查")
    ),
    *(Sample(f"{word}发票", ("invoice",)) for word in ("开", "要", "补", "公司", "电子", "没有", "专用", "改")),
)


def same(one: Learned, other: Learned) -> bool:
    return (
        one.model.vocabulary == other.model.vocabulary
        and np.array_equal(one.model.weights, other.model.weights)
        and np.array_equal(one.fusion.curve_to, other.fusion.curve_to)
        and one.threshold == other.threshold
    )


def test_learning_twice_gives_the_same(lexicon: Lexicon) -> None:
    assert same(learn(ROWS, lexicon), learn(ROWS, lexicon))


def test_messages_of_an_inbox_are_learned_and_set_the_scores(lexicon: Lexicon) -> None:
    inbox = [
        Sample(text, (label,)) for text, label in (("我的单呢", "delivery"), ("票呢", "invoice"), ("你好", "greeting"))
    ]
    plain, lived = learn(ROWS, lexicon), learn(ROWS, lexicon, inbox=inbox)
    assert lived.model.labels == ("delivery", "greeting", "invoice")
    assert {phrase.text for phrase in lived.phrases} == {sample.text for sample in (*ROWS, *inbox)}
    assert not np.array_equal(plain.fusion.own.weights, lived.fusion.own.weights)


def test_a_threshold_is_never_below_one_half(lexicon: Lexicon) -> None:
    assert LEAST_THRESHOLD <= learn(ROWS, lexicon).threshold <= 1


def test_a_row_of_several_labels_teaches_each(lexicon: Lexicon) -> None:
    both = Sample("快递没到发票也没开", ("delivery", "invoice"))
    learned = learn([*ROWS, both], lexicon)
    found = assemble(learned, lexicon, thresholds={"delivery": 0.0, "invoice": 0.0}).classify(both.text)
    assert {intent.id for intent in found.intents} == {"delivery", "invoice"}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(ROWS[:8], id="one label"),
        pytest.param(ROWS[:1], id="one row"),
        pytest.param((ROWS[0], ROWS[8]), id="one row of each label"),
        pytest.param((*ROWS, Sample("要保修卡", ("warranty",))), id="a label with one row"),
        pytest.param((Sample("😀", ("smile",)), Sample("", ("nothing",))), id="nothing to read"),
        pytest.param((*ROWS, Sample("😀", ("smile",))), id="a row without letters"),
        pytest.param((Sample("快递", ("a", "b")), Sample("发票", ("a", "b"))), id="two labels always together"),
        pytest.param((*ROWS, *ROWS), id="every row twice"),
    ],
)
def test_whatever_a_file_holds_can_be_learned(rows: tuple[Sample, ...], lexicon: Lexicon) -> None:
    learned = learn(rows, lexicon)
    found = assemble(learned, lexicon).classify("快递没到")
    assert {candidate.id for candidate in found.candidates} == {label for row in rows for label in row.labels}
    assert all(0 <= candidate.score <= 1 for candidate in found.candidates)
