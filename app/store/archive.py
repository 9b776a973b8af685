"""The backup file: a zip with one JSON Lines file a table and the pictures, the same from and for either database.

`manifest.json` says how many rows each table has and what its lines hash to; reading back compares both.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from app.store.faults import ArchiveUnusable

FORMAT = "shouhou backup 1"
MANIFEST = "manifest.json"
FILES = "evidence/"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the manifest says of a table. `kinds` names each column and how it is written: plain, json or moment."""

    kinds: Mapping[str, str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds: from when, of which revision, and its tables in an order in which each refers back.

    `files` are the pictures with the hash of each, by their paths below the evidence folder; backups of older versions
    have none.
    """

    revision: str
    made_at: str
    sheets: Mapping[str, Sheet]
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Return how many rows there are in all tables."""
        return sum(sheet.rows for sheet in self.sheets.values())


class Tally:
    """Counts lines and hashes them as they pass."""

    def __init__(self) -> None:
        self.rows = 0
        self._hash = hashlib.sha256()

    def pass_on(self, rows: Iterable[list[Any]]) -> Iterator[bytes]:
        """Yield each row as its line."""
        for row in rows:
            # Sorted keys: PostgreSQL does not keep the order that an object was written in.
            line = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
            self.rows += 1
            self._hash.update(line)
            yield line

    def sum_up(self, kinds: Mapping[str, str]) -> Sheet:
        """Return what passed."""
        return Sheet(dict(kinds), self.rows, self._hash.hexdigest())


class Writer:
    """Writes an archive table by table."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Take a zip file that is open for writing."""
        self._zip = archive
        self._sheets: dict[str, Sheet] = {}
        self._files: dict[str, str] = {}

    def write_table(self, name: str, *, kinds: Mapping[str, str], rows: Iterable[list[Any]]) -> None:
        """Write a table's rows."""
        tally = Tally()
        with self._zip.open(_entry(name), "w", force_zip64=True) as entry:
            entry.writelines(tally.pass_on(rows))
        self._sheets[name] = tally.sum_up(kinds)

    def write_file(self, path: str, data: bytes) -> None:
        """Write a picture; the same path is written once."""
        if path not in self._files:
            # What is compressed already would only be slower.
            self._zip.writestr(FILES + path, data, compress_type=zipfile.ZIP_STORED)
            self._files[path] = hashlib.sha256(data).hexdigest()

    def finish(self, *, revision: str, made_at: str) -> Manifest:
        """Write the manifest and return it."""
        manifest = Manifest(revision, made_at, self._sheets, self._files)
        body = {"format": FORMAT, **asdict(manifest)}
        self._zip.writestr(MANIFEST, json.dumps(body, ensure_ascii=False, indent=1))
        return manifest


class Reader:
    """Reads an archive."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        """Take a zip file that is open, and what its manifest says."""
        self._zip = archive
        self.manifest = manifest

    def read_table(self, name: str) -> Iterator[list[Any]]:
        """Yield a table's rows; ArchiveUnusable at the end where they are not what the manifest says."""
        sheet, tally = self.manifest.sheets[name], Tally()
        with self._zip.open(_entry(name)) as entry:
            for line in entry:
                row = json.loads(line)
                _, rewritten = row, next(tally.pass_on([row]))
                if rewritten != line:
                    raise ArchiveUnusable(f"table {name}, line {tally.rows} is not as a backup writes it")
                yield row
        if tally.sum_up(sheet.kinds) != sheet:
            raise ArchiveUnusable(f"table {name} is not what was written: it has {tally.rows} of {sheet.rows} rows")

    def read_file(self, path: str) -> bytes:
        """Return a picture; ArchiveUnusable where it is not what the manifest says."""
        data = self._zip.read(FILES + path)
        if hashlib.sha256(data).hexdigest() != self.manifest.files[path]:
            raise ArchiveUnusable(f"picture {path} is not what was written")
        return data

    def verify(self) -> Manifest:
        """Read everything, and return the manifest where all is as it says."""
        for name in self.manifest.sheets:
            for _ in self.read_table(name):
                pass
        for path in self.manifest.files:
            self.read_file(path)
        return self.manifest


@contextmanager
def read_archive(path: Path) -> Iterator[Reader]:
    """Give the archive at `path`; ArchiveUnusable, in the block too, where it is damaged or no backup at all."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield Reader(archive, _read_manifest(archive, path))
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise ArchiveUnusable(f"{path} is damaged or no backup of Shouhou") from error


def _read_manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    body = json.loads(archive.read(MANIFEST))
    if body.pop("format") != FORMAT:
        raise ArchiveUnusable(f"{path} was written by another version of Shouhou; restore it with that one")
    sheets = {name: Sheet(**sheet) for name, sheet in body.pop("sheets").items()}
    return Manifest(**body, sheets=sheets)


def _entry(table: str) -> str:
    return f"{table}.jsonl"
