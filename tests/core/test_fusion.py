"""Joining what speaks for each label into one probability."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.fusion import SIGNS, Fusion, read_signs


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


def test_a_probability_follows_the_curve() -> None:
    fusion = Fusion(floats(1, 0, 0, 0, 0, 0), floats(0, 0, 0), floats(0.0, 0.5, 1.0), floats(0.0, 0.2, 1.0))
    signs = np.zeros((3, SIGNS), dtype=np.float32)
    signs[:, 0] = [-50, 0, 50]
    assert fusion.judge(signs).tolist() == pytest.approx([0.0, 0.2, 1.0], abs=1e-6)


def test_more_that_speaks_for_a_label_never_lowers_its_probability() -> None:
    fusion = Fusion(
        floats(2, 1, 1, 1, 3, 1), np.full(50, -2, dtype=np.float32), floats(0.1, 0.4, 0.9), floats(0.05, 0.5, 0.97)
    )
    signs = np.repeat(np.linspace(-2, 2, 50, dtype=np.float32)[:, None], SIGNS, axis=1)
    assert (np.diff(fusion.judge(signs)) >= 0).all()


def test_a_common_label_starts_ahead_of_a_rare_one() -> None:
    fusion = Fusion(floats(1, 0, 0, 0, 0, 0), floats(1, -1), floats(0.0, 1.0), floats(0.0, 1.0))
    common, rare = fusion.judge(np.zeros((2, SIGNS), dtype=np.float32)).tolist()
    assert common > 0.5 > rare
