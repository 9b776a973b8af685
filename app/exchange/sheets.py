"""Tables out of files, line by line and never as a whole: CSV in the usual encodings, and XLSX."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.exchange.csv_file import Opened, open_csv
from app.exchange.faults import FileRefused, FileTooLarge
from app.exchange.lines import MOST_COLUMNS, Line

LARGEST_FILE = 1024 * 1024 * 1024
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Sheet:
    """An open table. `lines` can be read once; `share` tells how much of the file is read, 0 to 1.

    Each line of it has at least `width` cells; 0 where empty cells at the end are not written.
    """

    header: tuple[str, ...]
    lines: Iterator[Line]
    share: Callable[[], float]
    width: int


@contextmanager
def open_sheet(path: Path) -> Iterator[Sheet]:
    """Give the table in a file, told by content and not by name; FileRefused, in the block too, where it is none."""
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise FileTooLarge("The file has more than 1 GB: export fewer orders at once.")
    with path.open("rb") as file:
        begin = file.read(4)
        file.seek(0)
        if not begin:
            raise FileRefused("The file is empty: export the orders again.")
        if begin == _OLD_EXCEL:
            raise FileRefused("This is an old Excel file (.xls): save it as .xlsx or .csv.")
        with _open(file, begin, size) as (lines, share):
            header = _read_header(lines)
            yield Sheet(header, lines, share, 0 if begin == _ZIP else len(header))


def _open(file: BinaryIO, begin: bytes, size: int) -> AbstractContextManager[Opened]:
    if begin != _ZIP:
        return open_csv(file, size)
    # openpyxl brings lxml along: only who reads a workbook waits for them.
    from app.exchange.xlsx_file import open_xlsx

    return open_xlsx(file)


def _read_header(lines: Iterator[Line]) -> tuple[str, ...]:
    """Return the names of the columns: the first line in which more than one cell holds anything."""
    for line in lines:
        if line.fault is not None:
            raise FileRefused(f"Line {line.number}, which should name the columns, {line.fault}.")
        names = tuple("" if cell is None else str(cell).strip() for cell in line.cells)
        if len(names) > MOST_COLUMNS:
            raise FileRefused(f"The file has {len(names)} columns; at most {MOST_COLUMNS} are taken.")
        if any(names):
            return names
    raise FileRefused("The file holds no line that names its columns.")
