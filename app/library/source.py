"""Bytes of a hand-written file → text → plain strings, with the line of every key and item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import yaml

from app.core.pattern import Pattern
from app.library.catalogue.files import CAUSES, ENCODINGS
from app.library.causes import find_cause
from app.library.problems import make_problem
from app.model import Bilingual, Problem

if TYPE_CHECKING:
    from yaml import BaseLoader as _FastLoader
else:
    _FastLoader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
"""What a file says: every scalar is text as it stands (`no`, `007`, `12:30`); an empty one is None."""

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_REFERENCE = Pattern(r"^[ ]*(?:- +|(?:- +)?\w+: +)([&*!]\S*)", re.MULTILINE)
_LOST = Pattern(r"^[ ]*- +(?![\"'#\[{|>])[^\n]*?\s(#[^\s#][^\n]*)$", re.MULTILINE)


class _TextLoader(_FastLoader):
    """Reads YAML without guessing types. An empty tag is one that nobody wrote."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:  # noqa: ARG002
        """Return no tag at all."""
        return ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its plain value, and where each part of it stands."""

    path: str
    value: Plain
    root: yaml.Node
    first_line: int = 1

    def line(self, *keys: str | int) -> int:
        """Return the line of the key or item at `keys`, or of the nearest thing above it that exists."""
        node, line = self.root, self.root.start_mark.line
        for key in keys:
            found = _step(node, key)
            if found is None:
                break
            line, node = found
        return self.first_line + line


def _step(node: yaml.Node, key: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        pairs = ((name.start_mark.line, item) for name, item in node.value if name.value == key)
        return next(pairs, None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        item: yaml.Node = node.value[key]
        return item.start_mark.line, item
    return None


def read_text(data: bytes, *, path: str) -> str | Problem:
    """Return the text of a file, line ends plain and no byte-order mark, or what is wrong with it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return make_problem("F101", path=path, line=line, cause=_guess_encoding(data))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _guess_encoding(data: bytes) -> Bilingual:
    if data.startswith(_UTF16):
        return ENCODINGS["utf16"]
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ENCODINGS["unknown"]
    return ENCODINGS["gbk"]


def read_yaml(text: str, *, path: str, first_line: int = 1) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return the document in `text`, None where it cannot be read, and every fault of its form."""
    reference = _REFERENCE.search(text)
    if reference:
        line = first_line + text.count("\n", 0, reference.start(1))
        return None, (make_problem("F102", path=path, line=line, cause=CAUSES["quotes"]),)
    try:
        root = yaml.compose(text, Loader=_TextLoader)
    except (yaml.YAMLError, RecursionError) as error:
        line, cause = find_cause(text, error)
        return None, (make_problem("F102", path=path, line=first_line + line, cause=cause),)
    if root is None:
        return None, (make_problem("F102", path=path, line=first_line, cause=CAUSES["empty"]),)
    reader = _Reader(path, first_line)
    document = Document(path, reader.read(root), root, first_line)
    lost = tuple(_find_lost(text, path=path, first_line=first_line))
    return (None if reader.broken else document), (*reader.problems, *lost)


def _find_lost(text: str, *, path: str, first_line: int) -> Iterator[Problem]:
    """Yield list items whose end was taken for a comment: `- order #123 is late`."""
    for found in _LOST.finditer(text):
        line = first_line + text.count("\n", 0, found.start(1))
        yield make_problem("F112", path=path, line=line, lost=found[1])


class _Reader:
    """Turns nodes into plain values and notes what is wrong on the way."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.broken = False
        self._seen: set[int] = set()

    def read(self, node: yaml.Node) -> Plain:
        """Return the plain value of a node and all below it."""
        if isinstance(node, yaml.ScalarNode):
            return self._read_scalar(node)
        if id(node) in self._seen:
            self._refuse(node, cause="alias")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item) for item in node.value]
        return self._read_mapping(node)

    def _read_scalar(self, node: yaml.ScalarNode) -> Plain:
        if node.tag:
            self._refuse(node, cause="quotes")
            return None
        text: str = node.value
        # Only a bare word can mean "nothing"; in quotes it is what it says.
        return None if not node.style and text in _EMPTY else text

    def _read_mapping(self, node: yaml.Node) -> dict[str, Plain]:
        read: dict[str, Plain] = {}
        lines: dict[str, int] = {}
        for key, item in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._refuse(key, cause="key")
                continue
            line = self._line(key)
            if key.value in lines:
                self._add("F103", line, key=key.value, first=lines[key.value])
            lines[key.value] = line
            read[key.value] = self.read(item)
        return read

    def _refuse(self, node: yaml.Node, *, cause: str) -> None:
        self.broken = True
        self._add("F102", self._line(node), cause=CAUSES[cause])

    def _add(self, code: str, line: int, **fields: str | int | Bilingual) -> None:
        self.problems.append(make_problem(code, path=self.path, line=line, **fields))

    def _line(self, node: yaml.Node) -> int:
        line: int = node.start_mark.line
        return self.first_line + line
