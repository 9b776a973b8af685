"""Joining what speaks for each label into one probability."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.core.fusion import SIGNS, Floats, Fusion, OwnSigns, SideBySide, read_signs


def floats(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(values, dtype=np.float32)


def test_each_sign_stands_beside_its_lead_over_the_best_other() -> None:
    signs = read_signs(floats(1.0, 0.25, -1.0), floats(0, 0, 0), floats(0.5, 0.75, 0.0))
    assert signs.shape == (3, SIGNS)
    assert signs[:, 1].tolist() == [0.75, -0.75, -2.0]
    assert signs[:, 3].tolist() == [0, 0, 0]
    assert signs[:, 5].tolist() == [-0.25, 0.25, -0.75]


def test_a_single_label_leads_by_itself() -> None:
    assert read_signs(floats(0.5), floats(0.5), floats(1)).tolist() == [[0.5, 0.5, 0.5, 0.5, 1, 1]]


def undecided(labels: int) -> SideBySide:
    """Return a second view that knows nothing."""
    return SideBySide(np.zeros((labels, labels), dtype=np.float32), np.zeros(labels, dtype=np.float32))


def fuse(own: OwnSigns, beside: SideBySide, *points: tuple[float, float]) -> Fusion:
    """Return a fusion of two views; `points` are those of its curve, a straight line when left out."""
    curve = points or ((0.0, 0.0), (1.0, 1.0))
    return Fusion(own, beside, floats(*(x for x, _ in curve)), floats(*(y for _, y in curve)))


def whole(*decisions: float) -> Floats:
    """Return signs in which only the whole message decides."""
    signs = np.zeros((len(decisions), SIGNS), dtype=np.float32)
    signs[:, 0] = decisions
    return signs


def test_a_probability_is_the_mean_of_both_views() -> None:
    fusion = fuse(OwnSigns(floats(1, 0, 0, 0, 0, 0), floats(0, 0, 0, 0)), undecided(4))
    assert fusion.judge(whole(-50, 0, 0, 50)).tolist() == pytest.approx([0.125, 0.375, 0.375, 0.625])


def test_a_probability_follows_the_curve() -> None:
    straight = OwnSigns(floats(1, 0, 0, 0, 0, 0), floats(0))
    fusion = fuse(straight, undecided(1), (0.5, 0.0), (0.75, 0.2), (1.0, 1.0))
    assert [float(fusion.judge(whole(level))[0]) for level in (-50, 0, 50)] == pytest.approx([0.0, 0.2, 1.0])


def test_a_common_label_starts_ahead_of_a_rare_one() -> None:
    fusion = fuse(OwnSigns(floats(1, 0, 0, 0, 0, 0), floats(1, -1)), undecided(2))
    common, rare = fusion.judge(whole(0, 0)).tolist()
    assert common > 0.5 > rare


def test_a_label_often_taken_for_another_lends_it_some_of_its_own() -> None:
    told_apart = SideBySide(np.eye(2, dtype=np.float32), floats(0, 0))
    mixed_up = SideBySide(np.array([[1, 1], [0, 1]], dtype=np.float32), floats(0, 0))
    own = OwnSigns(floats(0, 0, 0, 0, 0, 0), floats(0, 0))
    sure, unsure = (float(fuse(own, view).judge(whole(3, 0))[1]) for view in (told_apart, mixed_up))
    assert unsure > sure


@given(arrays(np.float32, (5, SIGNS), elements=st.floats(-5, 5, width=32)))
def test_probabilities_stay_between_0_and_1(signs: Floats) -> None:
    own = OwnSigns(floats(2, 1, 1, 1, 3, 1), np.full(5, -2, dtype=np.float32))
    beside = SideBySide(np.eye(5, dtype=np.float32) * 3, np.zeros(5, dtype=np.float32))
    found = fuse(own, beside).judge(signs)
    assert ((found >= 0) & (found <= 1)).all()
