"""What couriers owe and have paid, month by month: a chart for each currency, and the sums beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.desk.registers.totals import Total, total_claims
from app.web.desk.known import write_money

if TYPE_CHECKING:
    from app.web.desk.ground import Names
    from app.web.desk.moments import Times
    from app.web.registers.house import Call

MOST_MONTHS = 12
"""Months that the chart and the sums show, the latest."""
MOST_COURIERS = 5
"""Couriers that have a colour of their own, those with the largest claims; the others are one."""
LATEST = 2
"""Months whose sums are seen at once; earlier ones are opened."""


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of one month, courier by courier: (courier, claims, claimed, paid) in words."""

    month: str
    lines: tuple[tuple[str, int, str, str], ...]


def describe_totals(call: Call, shop_id: int | None) -> dict[str, Any]:
    """Return what the totals are rendered from: the charts, the sums of the latest months, and earlier ones."""
    totals = total_claims(call.session, call.couriers, actor=call.actor, shop_id=shop_id)
    months = sorted({one.month for one in totals})[-MOST_MONTHS:]
    shown = [one for one in totals if one.month in months]
    names, times = call.paper.names(call.language), call.writer(shop_id).times
    sums = [_sum_up(month, shown, names, times) for month in reversed(months)]
    claims: Counter[str] = Counter()
    for one in shown:
        claims[one.currency] += one.claims
    rest = call.words["other_couriers"]
    titles = [times.month(month) for month in months]
    charts = []
    for currency, _ in claims.most_common():
        drawn = _draw([one for one in shown if one.currency == currency], months, names, rest)
        charts.append({"currency": currency, "labels": titles, **drawn})
    return {"totals": sums[:LATEST], "earlier": sums[LATEST:], "bars": charts}


def _sum_up(month: str, totals: Iterable[Total], names: Names, times: Times) -> Sums:
    found = [one for one in totals if one.month == month]
    return Sums(times.month(month), tuple(_write(one, names) for one in found))


def _write(one: Total, names: Names) -> tuple[str, int, str, str]:
    claimed, paid = (write_money(f"{amount:.2f}", one.currency) for amount in (one.claimed, one.paid))
    return names.carrier(one.carrier), one.claims, claimed, paid


def _draw(totals: Sequence[Total], months: Sequence[str], names: Names, rest: str) -> dict[str, Any]:
    """Return the bars of a currency, stacked by courier, and what has been paid: read by eye, not to the cent."""
    sizes: dict[str, Decimal] = {}
    for one in totals:
        sizes[one.carrier] = sizes.get(one.carrier, Decimal()) + one.claimed
    large = sorted(sizes, key=lambda courier: (-sizes[courier], courier))[:MOST_COURIERS]
    claimed = {(one.month, one.carrier): one.claimed for one in totals}
    series = [
        {"name": names.carrier(courier), "numbers": [float(claimed.get((month, courier), 0)) for month in months]}
        for courier in large
    ]
    small = [
        float(sum(one.claimed for one in totals if one.month == month and one.carrier not in large)) for month in months
    ]
    paid = [float(sum(one.paid for one in totals if one.month == month)) for month in months]
    return {"series": [*series, *([{"name": rest, "numbers": small}] if any(small) else [])], "paid": paid}
