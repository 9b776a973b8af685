"""CSV as shops' platforms and Excel write it: UTF-8, GB18030 or UTF-16; commas, semicolons or tabs."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any, BinaryIO

from app.exchange.faults import FileRefused, FileTooLarge
from app.exchange.lines import LONGEST_LINE, Line

SAMPLE = 1_000_000
"""Bytes from which the encoding is told."""
ENCODINGS = ("utf-8-sig", "gb18030")
"""In the order in which they are preferred: what reads as UTF-8 is UTF-8."""
MOST_BROKEN = 0.1
"""Share of lines that may be damaged; where more cannot be read it is another encoding."""
LARGEST_WIDE = 32 * 1024 * 1024
"""Bytes of a file in UTF-16, which is read as a whole."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEPARATORS = (",", "\t", ";")

Opened = tuple[Iterator[Line], Callable[[], float]]


@contextmanager
def open_csv(file: BinaryIO, size: int) -> Iterator[Opened]:
    """Give the lines of a CSV file that is open, and how much of it is read; FileRefused where it is no text."""
    text = _Text(file, find_encoding(file))
    first = text.peek()
    separator = max(_SEPARATORS, key=first.count)
    yield _read(text, separator), lambda: file.tell() / size if size else 1.0


def find_encoding(file: BinaryIO) -> str:
    """Return the encoding of a file that stands at its beginning, and still does afterwards."""
    sample = file.read(SAMPLE)
    file.seek(0)
    if sample.startswith(_UTF_16):
        return "utf-16"
    if b"\x00" in sample:
        raise FileRefused("This is no table: CSV and XLSX are taken.")
    # Whole lines only: the sample may end within a character.
    lines = (sample if len(sample) < SAMPLE else sample[: sample.rfind(b"\n") + 1]).splitlines()
    encoding = min(ENCODINGS, key=lambda encoding: _count_broken(lines, encoding))
    if _count_broken(lines, encoding) > len(lines) * MOST_BROKEN:
        raise FileRefused("The encoding is neither UTF-8 nor GB18030 (GBK): save the file as “CSV UTF-8”.")
    return encoding


def _count_broken(lines: list[bytes], encoding: str) -> int:
    return sum(not _can_read(line, encoding) for line in lines)


def _can_read(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


@dataclass
class _Text:
    """The lines of a file as text. `broken` are the numbers of those that are not of the encoding, or far too long."""

    file: BinaryIO
    encoding: str
    broken: dict[int, str] = field(default_factory=dict)
    number: int = 0

    def __iter__(self) -> Iterator[str]:
        if self.encoding == "utf-16":
            return self._count(io.StringIO(self._read_wide(), newline=""))
        return map(self._decode, self._count(self.file))

    def _count(self, source: IO[Any]) -> Iterator[Any]:
        while line := source.readline(LONGEST_LINE):
            self.number += 1
            if len(line) >= LONGEST_LINE:
                raise FileRefused(f"Line {self.number} has more than {LONGEST_LINE} characters: this is no such table.")
            yield line

    def _read_wide(self) -> str:
        data = self.file.read(LARGEST_WIDE + 1)
        if len(data) > LARGEST_WIDE:
            raise FileTooLarge("A file in UTF-16 of this size is not taken: save it as “CSV UTF-8”.")
        return data.decode(self.encoding, "replace")

    def peek(self) -> str:
        """Return the beginning of the first line, without reading it."""
        data = self.file.read(LONGEST_LINE)
        self.file.seek(0)
        return data.decode(self.encoding, "replace").split("\n", maxsplit=1)[0]

    def _decode(self, data: bytes) -> str:
        # Only the first line can begin with the mark of the encoding.
        encoding = self.encoding if self.number == 1 else self.encoding.removesuffix("-sig")
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            self.broken[self.number] = f"holds signs that are not of the file's encoding ({encoding})"
            return data.decode(encoding, "replace")


def _read(text: _Text, separator: str) -> Iterator[Line]:
    reader = csv.reader(text, delimiter=separator)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Line(text.number, (), f"cannot be read: {error}")
            before = text.number
            continue
        faults = [text.broken.pop(number) for number in range(before + 1, text.number + 1) if number in text.broken]
        before = text.number
        if cells:
            yield Line(text.number, tuple(cells), faults[0] if faults else None)
