"""Reading every file of a library into its shape, keeping where each part was written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

from app.core.definitions import (
    CarrierList,
    FactWords,
    ForbiddenList,
    Intent,
    Name,
    Policy,
    ReplyHeader,
    Voices,
)
from app.core.manner_list import MannerList
from app.core.pattern import Pattern
from app.core.replies import Reply
from app.core.reply_syntax import read_body
from app.library.body_problems import tell_faults
from app.library.catalogue.files import CAUSES
from app.library.digest import add_file, open_file
from app.library.folder import FoundFile, Kind, find_files
from app.library.problems import make_problem
from app.library.shape import read_shape
from app.library.source import Document, read_text, read_yaml
from app.model import Bilingual, Problem

Shape = TypeVar("Shape")
Item = TypeVar("Item")
FactList = dict[Name, FactWords]

_HEAD = Pattern(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Written(Generic[Shape]):
    """A definition with the document it was read from."""

    file: FoundFile
    value: Shape
    document: Document

    @property
    def path(self) -> str:
        """Return the path of the file."""
        return self.file.path

    def line(self, *keys: str | int) -> int:
        """Return the line of a key or item."""
        return self.document.line(*keys)

    def problem(self, code: str, *keys: str | int, **fields: str | int | Bilingual) -> Problem:
        """Return a problem at a key or item of this file."""
        return make_problem(code, path=self.path, line=self.line(*keys), **fields)


@dataclass(frozen=True, slots=True)
class WrittenReply:
    """A reply with the document of its head; `whole` where every line of its body could be read."""

    head: Written[ReplyHeader]
    reply: Reply
    whole: bool

    @property
    def active(self) -> bool:
        """Return whether the reply is in use."""
        return self.head.value.status == "active"


Dated: TypeAlias = Written[Intent] | Written[ReplyHeader]
Named: TypeAlias = Dated | Written[Policy]


@dataclass(slots=True)
class Shelf:
    """Everything that could be read; `unread` holds the files that could not, by kind and name."""

    intents: list[Written[Intent]] = field(default_factory=list)
    policies: list[Written[Policy]] = field(default_factory=list)
    replies: list[WrittenReply] = field(default_factory=list)
    carriers: list[Written[CarrierList]] = field(default_factory=list)
    voice: list[Written[Voices]] = field(default_factory=list)
    facts: list[Written[FactList]] = field(default_factory=list)
    forbidden: list[Written[ForbiddenList]] = field(default_factory=list)
    manners: list[Written[MannerList]] = field(default_factory=list)
    unread: dict[Kind, set[str]] = field(default_factory=dict)
    folders_digest: str = ""

    @property
    def heads(self) -> list[Written[ReplyHeader]]:
        """Return the heads of the replies."""
        return [reply.head for reply in self.replies]

    @property
    def active_intents(self) -> list[Written[Intent]]:
        """Return the intents that are in use."""
        return [intent for intent in self.intents if intent.value.status == "active"]

    def names_unread(self, kind: Kind) -> frozenset[str]:
        """Return the names of files of a kind that exist but could not be read."""
        return frozenset(self.unread.get(kind, ()))


def read_shelf(folders: Sequence[Path]) -> tuple[Shelf, tuple[Problem, ...]]:
    """Return what the folders hold and every fault that keeps a file from being read."""
    shelf, seen = Shelf(), hashlib.sha256()
    files, found = find_files(folders)
    problems = list(found)
    for file in files:
        data, faults = open_file(file)
        add_file(seen, file, data)
        faults = faults or _put(shelf, file, data)
        problems.extend(faults)
    shelf.folders_digest = seen.hexdigest()
    return shelf, tuple(problems)


def _put(shelf: Shelf, file: FoundFile, data: bytes) -> tuple[Problem, ...]:
    """Read one file onto the shelf, or note its name among the unread; return its faults."""
    text = read_text(data, path=file.path)
    kept, problems = (False, (text,)) if isinstance(text, Problem) else _sort_onto(shelf, file, text)
    if not kept:
        shelf.unread.setdefault(file.kind, set()).add(file.name)
    return problems


def _sort_onto(  # noqa: PLR0911 (one return for each kind of file)
    shelf: Shelf, file: FoundFile, text: str
) -> tuple[bool, tuple[Problem, ...]]:
    match file.kind:
        case "intent":
            return _keep(shelf.intents, _read(file, text, Intent))
        case "policy":
            return _keep(shelf.policies, _read(file, text, Policy))
        case "reply":
            return _keep(shelf.replies, _read_reply(file, text))
        case "carriers":
            return _keep(shelf.carriers, _read(file, text, CarrierList))
        case "voice":
            return _keep(shelf.voice, _read(file, text, Voices))
        case "facts":
            return _keep(shelf.facts, _read(file, text, FactList))
        case "forbidden":
            return _keep(shelf.forbidden, _read(file, text, ForbiddenList))
        case "manners":
            return _keep(shelf.manners, _read(file, text, MannerList))


def _keep(place: list[Item], read: tuple[Item | None, tuple[Problem, ...]]) -> tuple[bool, tuple[Problem, ...]]:
    item, problems = read
    if item is not None:
        place.append(item)
    return item is not None, problems


def _read(
    file: FoundFile, text: str, shape: type[Shape], *, first_line: int = 1
) -> tuple[Written[Shape] | None, tuple[Problem, ...]]:
    document, problems = read_yaml(text, path=file.path, first_line=first_line)
    if document is None:
        return None, problems
    value, faults = read_shape(document, shape)
    problems = (*problems, *faults)
    return (None if value is None else Written(file, value, document)), problems


def _read_reply(file: FoundFile, text: str) -> tuple[WrittenReply | None, tuple[Problem, ...]]:
    parts = _HEAD.match(text)
    if parts is None:
        return None, (make_problem("F102", path=file.path, line=1, cause=CAUSES["no_head"]),)
    head, problems = _read(file, parts[1], ReplyHeader, first_line=2)
    body = read_body(text[parts.end() :], first_line=1 + text.count("\n", 0, parts.end()))
    problems = (*problems, *tell_faults(body.faults, path=file.path))
    if head is None:
        return None, problems
    return WrittenReply(head, Reply(head.value, body.blocks, file.path), not body.faults), problems
