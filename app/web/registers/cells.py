"""Columns of a register as a page shows them, and as the fields of a form hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.desk.registers.shapes import Column, Register
from app.store.people import list_roles, list_users
from app.web.desk.known import write_money
from app.web.facts_form import FORM_CURRENCIES

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.model import Language
    from app.store.kept import Entry
    from app.web.desk.ground import Names
    from app.web.desk.moments import Times

People = Mapping[int, str]
"""What people are called, by number."""
CARRIER = "carrier"


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a row: what it is called, what a person reads, what a field holds, and among what to choose."""

    column: Column
    title: str
    shown: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Return the column's name."""
        return self.column.name


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes values for a page: in a language, in the zone of a shop, with the names of couriers and people."""

    language: Language
    times: Times
    names: Names
    people: People
    colleagues: People

    def row(self, register: Register, row: Entry) -> tuple[Cell, ...]:
        """Return the cells of a row, every column of its register."""
        values = {column.name: getattr(row, column.name) for column in register.columns}
        return self.cells(register, values)

    def cells(self, register: Register, values: Mapping[str, Any]) -> tuple[Cell, ...]:
        """Return the cells of values by column; a moment may be written as JSON has it."""
        return tuple(self._cell(column, values) for column in register.columns)

    def _cell(self, column: Column, values: Mapping[str, Any]) -> Cell:
        value = _read_moment(values.get(column.name)) if column.kind == "moment" else values.get(column.name)
        shown = "" if value is None else self._show(column, value, values)
        held = "" if value is None else self._hold(column, value)
        return Cell(column, column.title.of(self.language), shown, held, tuple(self._choose(column)))

    def _hold(self, column: Column, value: Any) -> str:
        """Return a value as a field holds it: a courier by its name, as people know it."""
        if isinstance(value, datetime):
            return self.times.field(value)
        return self.names.carrier(str(value)) if column.name == CARRIER else str(value)

    def show(self, column: Column, value: Any) -> str:
        """Return a value of a column's history as a person reads it; empty for none."""
        known = _read_moment(value) if column.kind == "moment" else value
        return "" if known is None else self._show(column, known, {})

    def _show(self, column: Column, value: Any, values: Mapping[str, Any]) -> str:
        if isinstance(value, datetime):
            return self.times.moment(value)
        if column.kind == "person":
            return self.people.get(value, f"#{value}")
        if column.kind == "money":
            return write_money(str(value), values.get("currency"))
        if column.kind == "choice" and value in column.choices:
            return column.choices[value].of(self.language)
        return self.names.carrier(str(value)) if column.name == CARRIER else str(value)

    def _choose(self, column: Column) -> Iterator[tuple[str, str]]:
        if column.kind == "person":
            yield from ((str(number), name) for number, name in self.colleagues.items())
        if column.kind == "currency":
            yield from ((code, code) for code in FORM_CURRENCIES)
        yield from ((name, words.of(self.language)) for name, words in column.choices.items())


def read_people(session: Session) -> People:
    """Return what everybody is called."""
    return {user.id: user.shown_name for user in list_users(session)}


def read_colleagues(session: Session, shop_id: int) -> People:
    """Return who works in a shop now."""
    users = [user for user in list_users(session) if user.is_active]
    return {user.id: user.shown_name for user in users if shop_id in list_roles(session, user.id)}


def read_given(register: Register, typed: Mapping[str, str], was: Mapping[str, str], times: Times) -> dict[str, Any]:
    """Return what a form changes, as JSON has it; None empties a column. What cannot be read stays as typed."""
    given: dict[str, Any] = {}
    for column in register.columns:
        written = typed.get(column.name, "").strip()
        if not column.given or column.name not in typed or written == was.get(column.name, ""):
            continue
        given[column.name] = _read(column, written, times) if written else None
    return given


def _read(column: Column, written: str, times: Times) -> Any:
    if column.kind == "money":
        return written.strip("¥￥$€£元 ").replace(",", "")
    if column.kind != "moment":
        return written
    try:
        return datetime.fromisoformat(written).replace(tzinfo=times.zone).isoformat()
    except ValueError:
        return written


def _read_moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
