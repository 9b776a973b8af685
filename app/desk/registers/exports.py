"""Registers as spreadsheets at month's end, and such spreadsheets read again: the same rows come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.faults import NotFound, refuse
from app.desk.registers.entries import keep
from app.desk.registers.lists import Wish, narrow
from app.desk.registers.shapes import OPEN, Column, Register, find_register
from app.desk.registers.values import find_lacking, read_values
from app.desk.traces import SHOP, Deed
from app.errors import BadInput
from app.exchange.cells import read_amount, read_line, read_moment
from app.exchange.sheets import open_sheet
from app.exchange.tables import Cell, Kind, Table, arm
from app.exchange.tables import Column as TableColumn
from app.model import Language
from app.store.kept import Entry, ImportFault
from app.store.people import list_members
from app.store.records import Shop
from app.store.registers import each_row
from app.store.shops import list_shops

NUMBER = "id"
"""The first column: the row's number, by which it is known when it comes back."""
TOTALS: Mapping[Language, str] = {"zh": "合计", "en": "Total"}
_KINDS: Mapping[str, Kind] = {"money": "money", "moment": "moment", "count": "number"}
_WIDTHS: Mapping[str, int] = {"text": 40, "moment": 19, "money": 12, "currency": 8, "count": 9}
_SUMMED = frozenset({"money"})
Plain = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Reimported:
    """What became of a spreadsheet that came back: rows added, rows that were there, and lines that cannot be used."""

    added: int
    known: int
    faults: tuple[ImportFault, ...]


def make_table(session: Session, wish: Wish, *, shop_id: int, language: Language, now: datetime, actor: Actor) -> Table:
    """Return what is wished of a shop's register as a table in a language; its rows are read as they are written.

    Moments are those of the shop's zone, people and choices in words.
    """
    register, shop = find_register(wish.register), find_shop(session, shop_id, actor)
    writer = _Writer(register, shop, language, _name_people(session, shop_id))
    rows = each_row(session, narrow(session, wish, actor=actor, shop_id=shop_id))
    Deed(session, actor, now).audit_on(
        "register.exported", SHOP, shop_id, shop_id=shop_id, data={"register": register.name, "month": wish.month}
    )
    columns = (TableColumn(NUMBER, "number", 8), *map(writer.describe, register.columns))
    return Table(register.title.of(language), columns, map(writer.write, rows), TOTALS[language])


def read_back(
    session: Session, register_name: str, path: Path, *, shop_id: int, now: datetime, actor: Actor
) -> Reimported:
    """Add the rows of an exported spreadsheet that are not there, and return what became of it.

    A row whose number is there already stays as it is. Every line that cannot be used is named with its reason.
    """
    register, shop = find_register(register_name), find_shop(session, shop_id, actor)
    there = {row.id for row in each_row(session, narrow(session, Wish(register.name), actor=actor, shop_id=shop_id))}
    deed, added, known, faults = Deed(session, actor, now), 0, 0, []
    with open_sheet(path) as sheet:
        # What was disarmed in CSV is armed again; a workbook holds texts as they are.
        plain = arm if sheet.width else str
        reader = _Reader.of(register, sheet.header, shop, _name_people(session, shop_id), plain)
        for line in sheet.lines:
            if reader.is_total(line.cells):
                continue
            try:
                number, values = reader.read(line.cells)
                if number in there:
                    known += 1
                    continue
                keep(deed, register, {**_read_row(register, values), "shop_id": shop_id})
                added += 1
            except (ValueError, BadInput) as error:
                faults.append(ImportFault(line.number, str(error)))
    return Reimported(added, known, tuple(faults))


def _read_row(register: Register, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a line's values as the columns hold them, those of the desk's own too; BadInput where it cannot."""
    own = {column.name for column in register.columns if not column.given}
    given = {"state": OPEN, **{name: value for name, value in values.items() if name not in own and value is not None}}
    read = read_values(register, given)
    if lacking := find_lacking(register, read):
        raise BadInput(lacking)
    done = values.get("done_at")
    return {**read, "reports": values.get("reports"), **({"done_at": datetime.fromisoformat(done)} if done else {})}


def find_shop(session: Session, shop_id: int, actor: Actor) -> Shop:
    """Return a shop of the actor's; NotFound where they have none such."""
    found = next((shop for shop in list_shops(session) if shop.id == shop_id and shop_id in actor.shop_ids), None)
    if found is None:
        raise NotFound("There is no shop of that number that is yours.")
    return found


def _name_people(session: Session, shop_id: int) -> dict[int, str]:
    return {member.user.id: member.user.name for member in list_members(session, shop_id)}


@dataclass(frozen=True, slots=True)
class _Writer:
    register: Register
    shop: Shop
    language: Language
    people: Mapping[int, str]

    def describe(self, column: Column) -> TableColumn:
        """Return a column as a table has it."""
        kind = _KINDS.get(column.kind, "text")
        width = _WIDTHS.get(column.kind, 16)
        # Money is never added up across currencies.
        by = next((place for place, one in enumerate(self.register.columns, 1) if one.kind == "currency"), None)
        return TableColumn(column.title.of(self.language), kind, width, column.kind in _SUMMED, by)

    def write(self, row: Entry) -> tuple[Cell, ...]:
        """Return the cells of a row."""
        return (row.id, *(self._write_cell(column, getattr(row, column.name)) for column in self.register.columns))

    def _write_cell(self, column: Column, value: Any) -> Cell:
        if value is None or isinstance(value, int):
            return self.people.get(value, str(value)) if value is not None and column.kind == "person" else value
        match column.kind:
            case "moment":
                here: datetime = value.astimezone(ZoneInfo(self.shop.timezone))
                return here.replace(tzinfo=None, microsecond=0)
            case "money":
                return Decimal(value)
            case "choice" if value in column.choices:
                return column.choices[value].of(self.language)
            case _:
                return str(value)


@dataclass(frozen=True, slots=True)
class _Reader:
    places: Mapping[str, int]
    register: Register
    zone: ZoneInfo
    people: Mapping[str, int]
    plain: Plain

    @classmethod
    def of(
        cls, register: Register, header: tuple[str, ...], shop: Shop, people: Mapping[int, str], plain: Plain
    ) -> _Reader:
        """Return a reader for a file with these columns, in either language."""
        titles = {title: column.name for column in register.columns for title in (column.title.zh, column.title.en)}
        titles[NUMBER] = NUMBER
        places = {titles[title]: place for place, title in enumerate(header) if title in titles}
        lacking = [column.title.zh for column in register.columns if column.needed and column.name not in places]
        if lacking:
            raise refuse("file", f"has no column {', '.join(lacking)}: it is no export of {register.name}")
        numbers = {name: number for number, name in people.items()}
        return cls(places, register, ZoneInfo(shop.timezone), numbers, plain)

    def is_total(self, cells: tuple[object, ...]) -> bool:
        """Return whether a line is the line of totals."""
        return bool(cells) and cells[0] in TOTALS.values()

    def read(self, cells: tuple[object, ...]) -> tuple[int | None, dict[str, Any]]:
        """Return a row's number and the values of its columns."""
        number = self._cell(cells, NUMBER)
        there = (column for column in self.register.columns if column.name in self.places)
        values = {column.name: self._read_cell(column, self._cell(cells, column.name)) for column in there}
        return (int(str(number)) if number not in {None, ""} else None), values

    def _cell(self, cells: tuple[object, ...], name: str) -> object:
        place = self.places.get(name)
        return cells[place] if place is not None and place < len(cells) else None

    def _read_cell(self, column: Column, cell: object) -> Any:
        if column.kind == "moment":
            return read_moment(cell, self.zone)
        if column.kind == "money":
            amount = read_amount(cell)
            return amount[0] if amount else None
        text = None if cell is None else self.plain(str(cell))
        if column.kind == "choice":
            return next((name for name, words in column.choices.items() if text in {words.zh, words.en}), text)
        if column.kind == "count":
            return int(text) if text else None
        if column.kind == "person":
            named = read_line(text)
            return self.people.get(named, named) if named else None
        return text
