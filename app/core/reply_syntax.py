"""The body of a reply file: blocks of paragraphs of lines, and what is wrong with their syntax. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from types import MappingProxyType
from typing import Literal

from app.core.pattern import Pattern
from app.core.reply_lines import BadLine, Line, count_open_tests, read_line

LANGUAGES = ("zh", "en")
PARTS = ("", "_open", "_short", "_warm", "_beside")
"""What the names of blocks end in; `_beside` is what a reply has to add behind another matter."""
BLOCK_NAMES = tuple(language + part for language in LANGUAGES for part in PARTS)

FaultKind = Literal[
    "text_outside", "unknown_block", "repeated_block", "nested_block", "unclosed_block", "stray_end",
    "missing_block", "unpaired_block", "empty_block", "braces", "not_allowed", "if_over_lines",
]  # fmt: skip

_BLOCK_TAG = Pattern(r"\{%[-+]?\s*(?:block\s+(?P<name>[^\s%]+)|endblock\b[^%]*?)\s*[-+]?%\}")


@dataclass(frozen=True)
class Block:
    """One block of a reply: paragraphs of lines."""

    name: str
    number: int
    paragraphs: tuple[tuple[Line, ...], ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return every line of the block in order."""
        return tuple(line for paragraph in self.paragraphs for line in paragraph)

    @cached_property
    def names(self) -> frozenset[str]:
        """Return every name that the block quotes or tests."""
        return frozenset().union(*(line.names for line in self.lines))


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """Something wrong in a body: its kind, its line, and the words it is about."""

    kind: FaultKind
    number: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """What a reply file holds below its header, and every fault found in it."""

    blocks: Mapping[str, Block]
    faults: tuple[SyntaxFault, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Raw text of one block, or outside all blocks where `name` is None."""

    name: str | None
    number: int
    text: str


def read_body(text: str, *, first_line: int = 1) -> Body:
    """Return the blocks of `text`, whose first line has the number `first_line`, with every fault."""
    faults: list[SyntaxFault] = []
    blocks: dict[str, Block] = {}
    for piece in _split(text, first_line, faults):
        if piece.name is None:
            faults.extend(_complain_outside(piece))
        elif piece.name not in BLOCK_NAMES:
            faults.append(SyntaxFault("unknown_block", piece.number, piece.name))
        elif piece.name in blocks:
            faults.append(SyntaxFault("repeated_block", piece.number, piece.name))
        else:
            blocks[piece.name] = _read_block(piece, faults)
    if not any(fault.kind in ("unknown_block", "unclosed_block", "nested_block") for fault in faults):
        faults.extend(_complain_missing(blocks, first_line))
    return Body(MappingProxyType(blocks), tuple(sorted(faults, key=lambda fault: fault.number)))


def _split(text: str, first_line: int, faults: list[SyntaxFault]) -> Iterator[_Piece]:
    """Cut the body at its block tags; a tag in the wrong place is a fault and ends the block before it."""
    name, start, opened = None, 0, first_line
    for tag in _BLOCK_TAG.finditer(text):
        number = first_line + text.count("\n", 0, tag.start())
        yield _Piece(name, first_line + text.count("\n", 0, start), text[start : tag.start()])
        if tag["name"] and name is not None:
            faults.append(SyntaxFault("nested_block", number, name))
        if not tag["name"] and name is None:
            faults.append(SyntaxFault("stray_end", number))
        name, start, opened = tag["name"], tag.end(), number
    if name is not None:
        faults.append(SyntaxFault("unclosed_block", opened, name))
    yield _Piece(name, first_line + text.count("\n", 0, start), text[start:])


def _complain_outside(piece: _Piece) -> Iterator[SyntaxFault]:
    for number, line in enumerate(piece.text.split("\n"), piece.number):
        if line.strip():
            yield SyntaxFault("text_outside", number, line.strip())
            return


def _complain_missing(blocks: Mapping[str, Block], first_line: int) -> Iterator[SyntaxFault]:
    for language in LANGUAGES:
        if language not in blocks:
            yield SyntaxFault("missing_block", first_line, language)
    for name, block in blocks.items():
        language, _, part = name.partition("_")
        other = "en" if language == "zh" else "zh"
        if part and f"{other}_{part}" not in blocks:
            yield SyntaxFault("unpaired_block", block.number, f"{other}_{part}")


def _read_block(piece: _Piece, faults: list[SyntaxFault]) -> Block:
    found = [read_line(number, text) for number, text in _whole_lines(piece, faults)]
    faults.extend(SyntaxFault(bad.why, bad.number, bad.what) for bad in found if isinstance(bad, BadLine))
    if not piece.text.strip():
        faults.append(SyntaxFault("empty_block", piece.number, piece.name or ""))
    lines = [item for item in found if not isinstance(item, BadLine)]
    groups = (tuple(line for line in group if line) for full, group in groupby(lines, bool) if full)
    return Block(piece.name or "", piece.number, tuple(groups))


def _whole_lines(piece: _Piece, faults: list[SyntaxFault]) -> Iterator[tuple[int, str]]:
    """Yield the lines on which every `if` also ends; name the others once, where the `if` begins."""
    depth = 0
    for number, text in enumerate(piece.text.split("\n"), piece.number):
        change = count_open_tests(text)
        if change and not depth:
            faults.append(SyntaxFault("if_over_lines", number, text.strip()))
        if not depth and not change:
            yield number, text
        depth = max(0, depth + change)
