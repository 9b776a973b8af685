"""A line of an export → an order with its facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from app.contract.faults import read_as
from app.contract.requests import KnownFacts
from app.desk.known import ORDER_NO
from app.errors import BadInput
from app.exchange.cells import read_amount, read_line, read_moment, read_number
from app.exchange.lines import Line
from app.store.columns import LONGEST_NAME

MONEY = frozenset({"price_paid", "current_price"})
NUMBERS = frozenset({ORDER_NO, "tracking_no", "return_tracking_no"})
_MOMENTS = ("_at", "_by")
CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Order:
    """An order's number and its facts as the contract writes them."""

    number: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads lines: `places` says in which cell each fact stands, `width` how many cells a line must have."""

    places: Mapping[str, int]
    titles: Mapping[str, str]
    zone: ZoneInfo
    currency: str
    width: int = 0

    @classmethod
    def of(
        cls, header: Sequence[str], mapping: Mapping[str, str], *, zone: ZoneInfo, currency: str, width: int = 0
    ) -> Reader:
        """Return a reader for a file with these columns; `mapping` is {column's name: fact}."""
        places = {fact: header.index(name) for name, fact in mapping.items()}
        return cls(places, {fact: name for name, fact in mapping.items()}, zone, currency, width)

    def read(self, line: Line) -> Order:
        """Return the order of a line; ValueError says why the line cannot be used."""
        if line.fault is not None:
            raise ValueError(line.fault)
        if len(line.cells) < self.width:
            raise ValueError(f"has {len(line.cells)} of {self.width} cells: the file may be cut off here")
        facts = self._read_facts(line.cells)
        number = facts.pop(ORDER_NO, None)
        if number is None:
            raise ValueError(f"{self.titles[ORDER_NO]}: is empty")
        if len(number) > LONGEST_NAME:
            raise ValueError(f"{self.titles[ORDER_NO]}: is too long")
        self._check({ORDER_NO: number, **facts})
        return Order(number, facts)

    def _read_facts(self, cells: Sequence[object]) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        for fact, place in self.places.items():
            cell = cells[place] if place < len(cells) else None
            try:
                facts.update(self._read_cell(fact, cell))
            except ValueError as error:
                raise ValueError(f"{self.titles[fact]}: {error}") from None
        if MONEY & facts.keys():
            facts.setdefault(CURRENCY, self.currency)
        return facts

    def _read_cell(self, fact: str, cell: object) -> dict[str, Any]:
        if fact in MONEY:
            amount = read_amount(cell)
            named = {CURRENCY: amount[1]} if amount and amount[1] else {}
            return {fact: amount[0], **named} if amount else {}
        if fact.endswith(_MOMENTS):
            value = read_moment(cell, self.zone)
        else:
            value = read_number(cell) if fact in NUMBERS else read_line(cell)
        return {} if value is None else {fact: value}

    def _check(self, facts: Mapping[str, Any]) -> None:
        try:
            read_as(KnownFacts, facts)
        except BadInput as error:
            raise ValueError(
                "; ".join(f"{self.titles.get(one.path, one.path)}: {one.say}" for one in error.errors)
            ) from None
