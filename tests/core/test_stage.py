"""How far an order has come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from app.core.stage import find_stage, is_borne_out
from app.model import Facts, Stage

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("days_ago", "more", "stage"),
    [
        ({}, {}, "unknown"),
        ({"ordered_at": 1}, {}, "unpaid"),
        ({"ordered_at": 2, "paid_at": 1}, {}, "paid"),
        ({"paid_at": 3, "shipped_at": 2}, {}, "shipped"),
        ({"paid_at": 3}, {"tracking_no": "SF1"}, "paid"),
        ({}, {"tracking_no": "SF1"}, "shipped"),
        ({"shipped_at": 2, "delivered_at": 1}, {}, "delivered"),
        ({"delivered_at": 2, "signed_at": 1}, {}, "signed"),
        ({"signed_at": 9, "closed_at": 1}, {}, "closed"),
        ({"paid_at": 1, "shipped_at": -1}, {}, "paid"),
        ({"signed_at": 0}, {}, "signed"),
        ({"ordered_at": 1, "paid_at": -1}, {}, "unknown"),
    ],
)
def test_the_furthest_stage_whose_time_has_come(
    days_ago: dict[str, int], more: dict[str, Any], stage: Stage, now: datetime
) -> None:
    times = {name: now - days * DAY for name, days in days_ago.items()}
    assert find_stage(Facts(**times, **more), now=now) == stage


@pytest.mark.parametrize(
    ("intent", "stage", "whole", "heard"),
    [
        ("parcel_not_received", "shipped", 0.05, True),
        ("parcel_not_received", "signed", 0.2, False),
        ("parcel_not_received", "signed", 0.5, True),
        ("late_shipment", "signed", 0.9, False),
    ],
)
def test_of_several_matters_one_that_the_stage_makes_less_likely_is_borne_out_by_the_whole_message(
    intent: str, stage: Stage, whole: float, heard: bool
) -> None:
    assert is_borne_out(intent, stage, whole) is heard
