"""The channels file: every row of it checked, or every fault that is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from app.channels.catalogue import make_fault
from app.channels.kinds import ROWS
from app.channels.rows import Row
from app.channels.secrets import Filling
from app.library.problems import Field, make_problem, sort_problems, suggest
from app.library.shape import read_shape
from app.library.source import Document, Plain, read_text, read_yaml
from app.model import Problem

CHANNELS = "channels"


class _File(BaseModel):
    """The file as a whole."""

    model_config = ConfigDict(extra="forbid")

    channels: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class ChannelsFile:
    """What a channels file holds. `rows` is empty while there is a fault."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_channels(file: Path, *, environ: Mapping[str, str]) -> ChannelsFile:
    """Return the channels of a file, or every fault at once with its line."""
    document, problems = _read_document(file)
    if document is None:
        return ChannelsFile((), problems)
    reader = _Reader(environ)
    rows = [reader.read(row) for row in _list_rows(document)]
    found = sort_problems((*problems, *reader.problems))
    return ChannelsFile(() if found else tuple(row for row in rows if row is not None), found)


def _read_document(file: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    path = file.as_posix()
    try:
        text = read_text(file.read_bytes(), path=path)
    except OSError as error:
        return None, (make_problem("F111", path=path, line=1, cause=error.strerror or type(error).__name__),)
    if isinstance(text, Problem):
        return None, (text,)
    document, problems = read_yaml(text, path=path)
    if document is None:
        return None, problems
    value, faults = read_shape(document, _File)
    return (None if value is None else document), (*problems, *faults)


def _list_rows(document: Document) -> Iterator[Document]:
    """Yield each row as a document of its own, which knows its lines."""
    value = document.value
    rows = value[CHANNELS] if isinstance(value, dict) else None
    nodes = next(node.value for key, node in document.root.value if key.value == CHANNELS)
    for row, node in zip(rows if isinstance(rows, list) else (), nodes, strict=True):
        yield replace(document, value=row, root=node)


class _Reader:
    """Reads row after row and notes what is wrong on the way."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems: list[Problem] = []
        self._lines: dict[str, int] = {}

    def read(self, row: Document) -> Row | None:
        """Return a row in the shape of its kind; None where it has a fault."""
        shape = self._find_shape(row)
        if shape is None:
            return None
        filling = Filling(row, self.environ)
        filled = replace(row, value=filling.fill(frozenset(shape.model_fields)))
        read, faults = read_shape(filled, shape)
        self.problems.extend((*filling.problems, *faults))
        if read is not None and not filling.problems:
            self._look_closer(read, filled)
        return read

    def _find_shape(self, row: Document) -> type[Row] | None:
        kind = _read_text(row.value, "kind")
        if kind not in ROWS:
            known = ", ".join(ROWS)
            self._add(row, "H606", "kind", kind=kind, hint=suggest(kind, ROWS), known=known)
        return ROWS.get(kind)

    def _look_closer(self, read: Row, row: Document) -> None:
        for key, wrong in read.find_faults():
            self._add(row, "H604", key, key=key, wrong=wrong)
        first = self._lines.setdefault(read.name, row.line("name"))
        if first != row.line("name"):
            self._add(row, "H603", "name", name=read.name, first=first)

    def _add(self, row: Document, code: str, at: str, /, **fields: Field) -> None:
        self.problems.append(make_fault(code, path=row.path, line=row.line(at), **fields))


def _read_text(row: Plain, key: str) -> str:
    value = row.get(key) if isinstance(row, dict) else None
    return value if isinstance(value, str) else ""
