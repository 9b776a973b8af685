"""What may be known of an order, for properties that hold in every case: each fact present, absent or odd."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st

from app.model import FACT_NAMES, Facts, Fault

ODD_TEXTS = (
    "衬衫",
    "A",
    "Widgets & Co.",
    "一件  “特别款”",
    "套装（红，大）",
    "é ñ 茶壶 ☕",
    "x" * 60,
    " ",
)
DAYS_AGO = (0, 1, 2, 3, 4, 7, 8, 10, 14, 20, 29, 31, 45, 70, 400)
CURRENCIES = ("CNY", "USD", "HKD", "gbp")
CATEGORIES = ("定制戒指", "女装/连衣裙", "fresh food", "digital camera")
NUMBERS = ("SF1234567890123", "LX123456789CN", "12-34567-89012", "0", "2398476123450987654")
MONEY = ("price_paid", "current_price")
FLAGS = ("free_shipping", "worn", "intact")


def moments(now: datetime) -> st.SearchStrategy[datetime]:
    """Return moments around `now`: at the edges of windows, ahead of it, and of no conceivable year."""
    near = st.sampled_from(DAYS_AGO).map(lambda days: now - timedelta(days=days, hours=2))
    ahead = st.sampled_from([1, 3, 30]).map(lambda days: now + timedelta(days=days))
    return near | near | ahead | st.sampled_from([now, now.replace(year=1970), now.replace(year=9990)])


@cache
def facts_around(now: datetime) -> st.SearchStrategy[Facts]:
    """Return facts of which each is known or not, likely or odd."""
    return st.builds(Facts, **{name: st.none() | _fact(name, now) for name in FACT_NAMES})


def _fact(name: str, now: datetime) -> st.SearchStrategy[Any]:
    if name.endswith(("_at", "_by")):
        return moments(now)
    if name in MONEY:
        return st.sampled_from([Decimal(text) for text in ("0", "0.01", "12", "99.99", "159", "199", "2999", "1E+15")])
    if name in FLAGS:
        return st.booleans()
    if name == "fault":
        return st.sampled_from(get_args(Fault))
    named = {"currency": CURRENCIES, "category": CATEGORIES, "carrier": ("sf", "顺丰", "Pigeon Post", "china_post")}
    return st.sampled_from(named.get(name, NUMBERS if name.endswith("_no") else ODD_TEXTS))
