"""Tables out of the desk: XLSX with typed cells, and CSV as Excel reads it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

from app.exchange.tables import Cell, Table, disarm

_FORMATS: Mapping[str, Mapping[str, Any]] = {
    "text": {"num_format": "@", "text_wrap": True, "valign": "top"},
    "number": {"num_format": "0", "valign": "top"},
    "money": {"num_format": "0.00", "valign": "top"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"},
}
_HEAD = {"bold": True, "bg_color": "#EDEDED", "border": 1}
_TOTAL = {"bold": True, "top": 1, "num_format": "0.00"}
_LONGEST = 32_767
"""Characters that a cell of Excel holds."""
_MOST_NAME = 31
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}


def write_xlsx(table: Table, out: IO[bytes]) -> int:
    """Write a workbook with one sheet, frozen header and totals, and return how many rows it has.

    Texts are written as texts, so that nothing in them is a formula or a link.
    """
    import xlsxwriter  # only who takes a register out waits for it

    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        sheet = book.add_worksheet(table.name[:_MOST_NAME])
        formats = {kind: book.add_format(dict(look)) for kind, look in _FORMATS.items()}
        head = book.add_format(_HEAD)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.title, head)
        sheet.freeze_panes(1, 0)
        count, sums = 0, _Sums({place: column.by for place, column in enumerate(table.columns) if column.is_summed})
        for row in table.rows:
            count += 1
            for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
                _write_cell(sheet, count, place, cell, formats[column.kind])
            sums.add(row)
        sheet.autofilter(0, 0, count, len(table.columns) - 1)
        _write_totals(sheet, sums, count, book.add_format(_TOTAL), table.total)
    return count


def write_csv(table: Table, out: IO[bytes]) -> int:
    """Write CSV in UTF-8 with a mark that Excel knows it by, formulas disarmed; return how many rows it has."""
    wrapper = io.TextIOWrapper(out, "utf-8-sig", newline="")
    writer = csv.writer(wrapper)
    writer.writerow([disarm(column.title) for column in table.columns])
    count = 0
    for row in table.rows:
        writer.writerow(list(map(_as_text, row)))
        count += 1
    wrapper.flush()
    wrapper.detach()
    return count


def _write_cell(sheet: Any, line: int, place: int, cell: Cell, look: Any) -> None:
    match cell:
        case None:
            return
        case datetime():
            sheet.write_datetime(line, place, cell, look)
        case Decimal() | int():
            sheet.write_number(line, place, cell, look)
        case str():
            sheet.write_string(line, place, cell[:_LONGEST], look)


@dataclass(slots=True)
class _Sums:
    """The totals of columns, apart for each value of the column that divides them; `places` says which that is."""

    places: Mapping[int, int | None]
    found: dict[str, dict[int, Decimal]] = field(default_factory=dict)

    def add(self, row: Sequence[Cell]) -> None:
        """Take a row's sums into the totals."""
        for place, by in self.places.items():
            cell = row[place]
            if isinstance(cell, Decimal):
                of = "" if by is None else str(row[by] or "")
                known = self.found.setdefault(of, {})
                known[place] = known.get(place, Decimal()) + cell


def _write_totals(sheet: Any, sums: _Sums, count: int, look: Any, title: str) -> None:
    """Write a line of totals for each value that divides them, below an empty line."""
    for line, (of, totals) in enumerate(sorted(sums.found.items()), start=count + 2):
        sheet.write_string(line, 0, title, look)
        for place, total in totals.items():
            by = sums.places[place]
            if by is not None and of:
                sheet.write_string(line, by, of, look)
            # With what it comes to: programs that do not reckon read it too.
            sheet.write_formula(line, place, _write_sum(place, by, of, count), look, float(total))


def _write_sum(place: int, by: int | None, of: str, count: int) -> str:
    summed = f"{_name_column(place)}2:{_name_column(place)}{count + 1}"
    if by is None:
        return f"=SUM({summed})"
    quoted = of.replace('"', '""')
    # "=" alone is what Excel writes for a cell that is empty.
    return f'=SUMIF({_name_column(by)}2:{_name_column(by)}{count + 1},"={quoted}",{summed})'


def _name_column(place: int) -> str:
    return "".join(_letters(place))[::-1]


def _letters(place: int) -> Iterator[str]:
    while place >= 0:
        yield chr(ord("A") + place % 26)
        place = place // 26 - 1


def _as_text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M:%S")
        case str():
            return disarm(cell)
        case _:
            return str(cell)
