"""XLSX, read as a stream. A file is bounded by what it says it unpacks to before anything is unpacked."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from app.exchange.csv_file import Opened
from app.exchange.faults import FileRefused, FileTooLarge
from app.exchange.lines import MOST_COLUMNS, MOST_LINES, Line

MOST_ENTRIES = 1000
LARGEST_UNPACKED = 512 * 1024 * 1024
LARGEST_WORDS = 64 * 1024 * 1024
"""Bytes of the table of words, which is the one part that is held as a whole."""
SMALL, MOST_TIMES = 10 * 1024 * 1024, 200
"""A file that unpacks to more than SMALL and to more than so many times itself is a bomb, no table."""
_WORDS = "xl/sharedStrings.xml"
_HEAD = 4096
_FAULTS = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What openpyxl and zipfile raise for damaged and for crafted files."""


@contextmanager
def open_xlsx(file: BinaryIO) -> Iterator[Opened]:
    """Give the lines of the first sheet, and how much of it is read; FileRefused where the file is not sound."""
    with _plainly():
        _check(file)
        book = _open(file)
    try:
        with _plainly():
            sheet = book.worksheets[0]
        lines = _Lines(sheet)
        yield lines.read(), lines.share
    finally:
        book.close()


class _Lines:
    """The lines of a sheet; how many there are is what the file says, and only good for a progress bar."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._said = sheet.max_row or 0
        self._number = 0

    def read(self) -> Iterator[Line]:
        """Yield each line that holds anything."""
        with _plainly():
            for cells in self._sheet.iter_rows(values_only=True):
                self._number += 1
                if self._number > MOST_LINES:
                    raise FileRefused(f"The sheet has more than {MOST_LINES} lines.")
                if any(cell is not None for cell in cells):
                    yield Line(self._number, self._cut(cells))

    def share(self) -> float:
        """Return how much is read, 0 to 1."""
        return min(self._number / self._said, 1.0) if self._said else 0.0

    @staticmethod
    def _cut(cells: tuple[object, ...]) -> tuple[object, ...]:
        # Formats reach further to the right than what is written; empty cells there are nobody's.
        end = len(cells)
        while end and cells[end - 1] is None:
            end -= 1
        if end > MOST_COLUMNS:
            raise FileRefused(f"The sheet has {end} columns; at most {MOST_COLUMNS} are taken.")
        return cells[:end]


def _check(file: BinaryIO) -> None:
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        words = max((entry.file_size for entry in entries if entry.filename == _WORDS), default=0)
        if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or words > LARGEST_WORDS:
            raise FileTooLarge("The workbook unpacks to far more than a table of orders holds: save it as CSV.")
        if unpacked > SMALL and unpacked > MOST_TIMES * max(packed, 1):
            raise FileTooLarge("The workbook unpacks to many times its size, as no table of orders does.")
        for entry in entries:
            _check_entry(archive, entry)
    file.seek(0)


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    if entry.filename.endswith((".xml", ".rels")):
        with archive.open(entry) as opened:
            if b"<!DOCTYPE" in opened.read(_HEAD):
                raise FileRefused("The workbook defines names of its own (DOCTYPE), which no spreadsheet does.")


def _open(file: BinaryIO) -> Any:
    with warnings.catch_warnings():
        # It warns of styles that it does not know; nothing but values is read here.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    if not book.worksheets:
        raise FileRefused("The workbook holds no sheet.")
    return book


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except _FAULTS as error:
        raise FileRefused("The workbook is damaged or cut off: save or export it again.") from error
