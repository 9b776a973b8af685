"""Sums for settlement: courier claims by month and courier (R2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.registers.couriers import Couriers, find_courier
from app.desk.registers.lists import Wish, narrow
from app.desk.registers.months import name_month
from app.desk.registers.shapes import COURIER_CLAIMS
from app.store.kept import Entry
from app.store.registers import each_row
from app.store.shops import list_shops

PAID, REFUSED = "paid", "refused"


@dataclass(frozen=True, slots=True)
class Total:
    """The claims of a month against a courier, in one currency. `claimed` is all of them, `paid` what has come."""

    month: str
    carrier: str
    currency: str
    claims: int
    claimed: Decimal
    paid: Decimal
    refused: Decimal


@dataclass(slots=True)
class _Sum:
    claims: int = 0
    by_state: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))


def total_claims(
    session: Session, couriers: Couriers, *, actor: Actor, shop_id: int | None = None, month: str | None = None
) -> tuple[Total, ...]:
    """Return the totals of courier claims, the latest month first, within it by courier and currency.

    A courier is one, by its id, however people write it; one that the library does not know is as it is written.
    """
    wanted = narrow(session, Wish(COURIER_CLAIMS.name, month=month), actor=actor, shop_id=shop_id)
    shops = {shop.id: shop for shop in list_shops(session)}
    zones = {number: ZoneInfo(shop.timezone) for number, shop in shops.items()}
    currencies = {number: shop.currency for number, shop in shops.items()}
    return _add_up(each_row(session, wanted), couriers, zones, currencies)


def _add_up(
    rows: Iterable[Entry], couriers: Couriers, zones: dict[int, ZoneInfo], currencies: dict[int, str]
) -> tuple[Total, ...]:
    sums: dict[tuple[str, str, str], _Sum] = defaultdict(_Sum)
    for row in rows:
        month = name_month(row.happened_at, zones[row.shop_id])
        courier = find_courier(couriers, row.carrier or "")
        one = sums[month, courier, row.currency or currencies[row.shop_id]]
        one.claims += 1
        one.by_state[row.state] += Decimal(row.amount or 0)
    ordered = sorted(sums, key=lambda key: key[1:])
    ordered.sort(key=lambda key: key[0], reverse=True)
    return tuple(_write(key, sums[key]) for key in ordered)


def _write(key: tuple[str, str, str], one: _Sum) -> Total:
    claimed = sum(one.by_state.values(), Decimal())
    return Total(*key, one.claims, claimed, one.by_state[PAID], one.by_state[REFUSED])
