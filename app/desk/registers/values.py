"""What somebody writes into a register → what its columns hold. Every fault is named at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.contract import write_moment
from app.contract.kinds import Currency, Line, Moment, Money
from app.contract.limits import MESSAGE_LIMIT
from app.desk.registers.shapes import Column, Register
from app.errors import BadInput, FieldError
from app.store.kept import Entry

Values = Mapping[str, Any]
"""Values by column, as JSON has them: moments in RFC 3339, money as decimal text, None for nothing."""

MOST_COUNTED = 1_000_000


def read_values(register: Register, given: Values) -> dict[str, Any]:
    """Return what was given as the columns hold it; BadInput names every column that cannot be filled so."""
    faults: list[FieldError] = []
    read: dict[str, Any] = {}
    for name, value in given.items():
        column = register.column(name)
        if column is None or not column.given:
            faults.append(FieldError(name, f"is no column to be filled in; {_known(register)}"))
            continue
        try:
            read[name] = _read(column, value)
        except ValueError as error:
            faults.append(FieldError(name, str(error)))
    if faults:
        raise BadInput(faults)
    return read


def find_lacking(register: Register, values: Values) -> list[FieldError]:
    """Return a fault for each column that must be filled and is not."""
    needed = (column for column in register.columns if column.needed)
    return [FieldError(column.name, "is needed") for column in needed if values.get(column.name) is None]


def show_value(value: Any) -> Any:
    """Return what a column holds as JSON has it; moments in UTC, so that the same one is always written alike."""
    return write_moment(value.astimezone(UTC)) if isinstance(value, datetime) else value


def show_row(register: Register, row: Entry) -> dict[str, Any]:
    """Return the columns of a row that its register has, as JSON has them."""
    return {column.name: show_value(getattr(row, column.name)) for column in register.columns}


def _read(column: Column, value: Any) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        if column.needed:
            raise ValueError("must not be empty")
        return None
    if column.kind == "choice" and value not in column.choices:
        raise ValueError(f"must be one of {', '.join(column.choices)}")
    return _READERS[column.kind](value)


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("must be text")
    if len(value) > MESSAGE_LIMIT:
        raise ValueError(f"has {len(value)} characters; at most {MESSAGE_LIMIT} are taken")
    return value.strip()


def _read_whole(value: object) -> int:
    number = int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value
    if type(number) is not int or not 0 < number <= MOST_COUNTED:
        raise ValueError("must be a whole number, 1 or more")
    return number


def _adapt(kind: Any) -> Callable[[object], Any]:
    adapter = TypeAdapter(kind)

    def read(value: object) -> Any:
        try:
            return adapter.validate_python(value)
        except ValidationError as error:
            raise ValueError(error.errors(include_url=False)[0]["msg"]) from None

    return read


def _known(register: Register) -> str:
    return f"{register.name} has {', '.join(_list_given(register))}"


def _list_given(register: Register) -> Iterator[str]:
    return (column.name for column in register.columns if column.given)


_MONEY = _adapt(Money)
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "line": _adapt(Line),
    "text": _read_text,
    "choice": str,
    "money": lambda value: f"{_MONEY(value):.2f}",
    "currency": _adapt(Currency),
    "moment": _adapt(Moment),
    "count": _read_whole,
    "person": _read_whole,
}
