"""Figures from answers to labelled messages."""

from __future__ import annotations

import pytest
from answers import judge

from app.evaluation.figures import Judged, calibration_error, coverage_at, coverage_curve, measure, reliability
from app.model import Classification
from app.training.samples import Sample

ROWS = [
    judge("a", "a", 0.95),
    judge("b|a", "a", 0.85),
    judge("b", "a", 0.75),
    judge("b", "b", 0.65, asserted=False),
    judge("other", "other", 0.9, asserted=False),
    judge("other", "a", 0.6),
    judge("unclear", "b", 0.7),
    judge("unclear", "b", 0.2, asserted=False),
]


def test_the_figures_of_a_handful_of_rows() -> None:
    figures = measure(ROWS)
    assert (figures.rows, figures.counted) == (8, 6)
    assert figures.top1 == pytest.approx(4 / 6)
    assert figures.precision == pytest.approx(2 / 4)
    assert figures.coverage == pytest.approx(4 / 6)
    assert figures.silence_broken == pytest.approx(2 / 4)


def test_a_label_counts_by_hits_answers_and_misses() -> None:
    by_name = {label.label: label for label in measure(ROWS).labels}
    assert (by_name["a"].rows, by_name["a"].precision, by_name["a"].recall) == (2, 0.5, 1.0)
    assert (by_name["b"].rows, by_name["b"].precision, by_name["b"].recall) == (2, 1.0, 0.5)
    assert by_name["a"].f1 == pytest.approx(2 / 3)
    assert "unclear" not in by_name


def test_labels_with_few_rows_stay_out_of_the_average() -> None:
    rows = [judge("a", "a", 0.9)] * 5 + [judge("rare", "a", 0.9)]
    assert measure(rows).macro_f1 == pytest.approx(2 * (5 / 6) / (5 / 6 + 1))


def test_coverage_grows_from_the_surest_answer_on() -> None:
    rows = [judge("a", "b", 0.5), judge("a", "a", 0.9), judge("other", "other", 0.99), judge("b", "b", 0.7)]
    assert coverage_curve(rows) == [(0.25, 1.0), (0.5, 1.0), (0.75, pytest.approx(2 / 3))]
    assert coverage_at(rows, 0.9) == 0.5
    assert coverage_at(rows[:1], 0.9) == 0.0


def test_a_score_that_keeps_its_word_has_no_calibration_error() -> None:
    honest = [judge("a", "a", 0.75)] * 3 + [judge("a", "b", 0.75)]
    assert calibration_error(honest) == pytest.approx(0)
    assert calibration_error([judge("a", "b", 0.75)] * 4) == pytest.approx(0.75)


def test_a_score_of_one_falls_into_the_last_bin() -> None:
    assert reliability([judge("a", "a", 1.0), judge("a", "a", 0.95)]) == [(pytest.approx(0.975), 1.0, 2)]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([], id="no rows"),
        pytest.param([judge("unclear", "a", 0.9)], id="nothing to count"),
        pytest.param([Judged(Sample("x", ("a",)), Classification("zh", (), ()))], id="no candidates"),
    ],
)
def test_shares_of_nothing_are_zero(rows: list[Judged]) -> None:
    figures = measure(rows)
    assert (figures.top1, figures.precision, figures.coverage, figures.macro_f1) == (0, 0, 0, 0)
    assert figures.coverage_at == ((0.9, 0.0), (0.95, 0.0))
