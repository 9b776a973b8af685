"""Looking up couriers, figures and decisions."""

from __future__ import annotations

import pytest

from app.core.library import Library
from app.core.policy import VALUE_NAMES
from app.engine import Engine


@pytest.mark.parametrize(
    ("named", "number", "courier"),
    [
        ("顺丰", None, "sf"),
        (" SF Express ", None, "sf"),
        ("yto", None, "yto"),
        ("圆通", "SF1234567890123", "yto"),
        (None, "sf1234567890123", "sf"),
        ("某某快递", "SF1234567890123", None),
        (None, "没有", None),
        (None, None, None),
        ("", "JT5123456789012", "jtexpress"),
    ],
)
def test_a_courier_by_its_name_or_its_number(
    named: str | None, number: str | None, courier: str | None, engine: Engine
) -> None:
    found = engine.kit.carrier(named=named, number=number)
    assert (found.id if found else None) == courier


def test_every_alias_finds_its_courier_however_it_is_typed(engine: Engine, library: Library) -> None:
    for carrier in library.carriers:
        for alias in (*carrier.aliases, carrier.title.zh, carrier.title.en):
            found = engine.kit.carrier(named=alias.upper(), number=None)
            assert found is carrier, alias


def test_figures_are_those_of_the_platform(engine: Engine) -> None:
    taobao, ebay = engine.kit.figures("taobao"), engine.kit.figures("ebay")
    assert taobao["price_protection"]["window"].value == 15
    assert not ebay["price_protection"]
    assert set(taobao) == set(engine.library.policies) >= set(VALUE_NAMES)
