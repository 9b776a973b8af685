"""How sure a card says it is."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.store.records import Draft
from app.web.desk.offers import _find_score

SURE = {"intents": [{"id": "cancel_order", "score": 0.97}], "candidates": [{"id": "cancel_order", "score": 0.97}]}
UNSURE = {"intents": [], "candidates": [{"id": "sizing", "score": 0.5}, {"id": "presale", "score": 0.2}]}


@pytest.mark.parametrize(
    ("reading", "template", "variant", "score"),
    [
        (SURE, "cancel_order.general", "standard", 0.97),
        (SURE, "cancel_order.restore", "guess", None),
        (UNSURE, "presale.stock", "guess", 0.2),
        (UNSURE, "refund_howto.general", "guess", None),
        (UNSURE, "holding.general", "standard", None),
        (None, "cancel_order.general", "standard", None),
    ],
)
def test_a_number_stands_only_for_what_it_was_worked_out_for(
    reading: dict[str, Any] | None, template: str, variant: str, score: float | None
) -> None:
    draft = cast("Draft", SimpleNamespace(template=template, variant=variant))
    assert _find_score(draft, reading) == score
