"""The engine beside scikit-learn's pipeline on halves of a labelled file."""

from __future__ import annotations

import pytest

from app.core.features import Lexicon
from app.evaluation.halves import Round, compare_halves
from app.training.samples import Sample

MATTERS = {
    "invoice": "帮我开{}发票",
    "parcel_not_received": "{}快递到哪里了",
    "sizing": "{}尺码偏小穿不下",
    "unclear": "{}那个呢",
}
THINGS = ["衬衫", "台灯", "水壶", "书包", "耳机", "拖鞋", "茶杯", "雨伞", "手套", "毛巾", "枕头", "桌布"]


@pytest.fixture(scope="module")
def rounds(lexicon: Lexicon) -> list[Round]:
    samples = [Sample(said.format(thing), (label,)) for label, said in MATTERS.items() for thing in THINGS]
    return list(compare_halves(samples, lexicon, rounds=2))


def test_each_draw_tells_what_both_reach(rounds: list[Round]) -> None:
    assert [one.seed for one in rounds] == [0, 1]
    for one in rounds:
        for standing in (one.ours, one.plain):
            assert 0.9 <= standing.top1 <= 1
            assert 0 <= standing.coverage <= 1


def test_the_same_seed_draws_the_same_halves(rounds: list[Round], lexicon: Lexicon) -> None:
    samples = [Sample(said.format(thing), (label,)) for label, said in MATTERS.items() for thing in THINGS]
    assert next(compare_halves(samples, lexicon, rounds=1)) == rounds[0]
