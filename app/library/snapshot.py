"""Keeps what a start has read, checked and built, so that the next one need not do it again.

A snapshot is a pickle. Reading one can make values of the program's own types and of the few others in `OTHERS`, and
call nothing else; files that somebody else could have written are not read at all.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType, MethodType
from typing import Any, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

import jieba
from dawg import IntCompletionDAWG

from app.core.likeness import Likeness
from app.core.linear import LinearModel
from app.core.reply_lines import Line
from app.core.reply_syntax import Block
from app.core.spelling import Speller
from app.library.dictionary import restore_tokenizer
from app.library.graph import build_graph, pack_graph, unpack_graph

Kept = TypeVar("Kept")
RESTING_ON = ("dawg2", "jieba", "numpy", "opencc", "rapidfuzz", "pydantic")
"""Packages whose values, or whose answers, a snapshot holds."""
METHODS = {("lcut", jieba.Tokenizer), ("mend", Speller)}
"""Methods that a snapshot may hold, with whom they belong to."""
OTHERS = frozenset(
    {
        ("builtins", "str"),
        ("datetime", "date"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
        ("decimal", "Decimal"),
        ("numpy", "dtype"),
        ("numpy._core.numeric", "_frombuffer"),
        ("re", "_compile"),
    }
)
"""What a snapshot may make that is not the program's own."""
ENDING = ".snapshot"
PROGRAM = Path(__file__).parent.parent
READERS = ("library", "core")
"""The packages that decide what is made of a library's files."""
_MAKERS = frozenset(
    {
        *((__name__, maker) for maker in ("_freeze", "_remake", "_bind", "_open_zone")),
        (restore_tokenizer.__module__, restore_tokenizer.__name__),
        (unpack_graph.__module__, unpack_graph.__name__),
    }
)
Made: TypeAlias = tuple[Callable[..., Any], tuple[Any, ...]]
"""How a value is made again: by what, and from what."""


def prepared_folder() -> Path:
    """Return where `shouhou prepare` leaves its snapshot: beside the packages, where only whoever installs writes."""
    return Path(sys.prefix, "share", "shouhou")


def seal_snapshot(folders_digest: str, *learned_from: bytes) -> str:
    """Return what stands for these files, this program and the packages that it rests on (sha256, hex)."""
    seen = hashlib.sha256(folders_digest.encode())
    for part in (sys.version, *map(version, RESTING_ON)):
        seen.update(f"{part}\0".encode())
    for data in (*(source.read_bytes() for source in _list_sources()), *learned_from):
        seen.update(hashlib.sha256(data).digest())
    return seen.hexdigest()


def _list_sources() -> Iterator[Path]:
    return (source for package in READERS for source in sorted((PROGRAM / package).rglob("*.py")))


def read_snapshot(seal: str, folders: Iterable[Path], kind: type[Kept]) -> Kept | None:
    """Return what the first of `folders` that has it keeps under `seal`; None where none has, or it is damaged."""
    for folder in folders:
        # Whatever a damaged file makes the reader stumble over, the answer is to build the thing anew.
        with suppress(Exception):
            with _place(seal, folder).open("rb") as file:
                if not _is_ours(os.fstat(file.fileno())):
                    continue
                kept = _Reader(file).load()
            if isinstance(kept, kind):
                return kept
    return None


def write_snapshot(thing: object, seal: str, folder: Path) -> None:
    """Keep `thing` in `folder`, whole or not at all, in place of what was kept there before; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{seal[:16]}.{os.getpid()}"
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as file:
            _Writer(file, protocol=pickle.HIGHEST_PROTOCOL).dump(thing)
        beside.replace(_place(seal, folder))
    finally:
        beside.unlink(missing_ok=True)
    for old in folder.glob(f"*{ENDING}"):
        if old != _place(seal, folder):
            old.unlink(missing_ok=True)


def _place(seal: str, folder: Path) -> Path:
    return folder / f"{seal[:32]}{ENDING}"


def _is_ours(found: os.stat_result) -> bool:
    """Return whether nobody but the one who runs the program, or the machine's administrator, could have written it."""
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid in {0, os.getuid()} and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


class _Writer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """Return how `value` is made again where a pickle knows no way, or a slow one; else NotImplemented."""
        kind: Any = type(value)
        if kind in _APART:
            return _APART[kind](value)
        return (kind, _read_fields(value)) if _is_plain_record(kind) else NotImplemented


def _strip(value: Line | Block) -> Made:
    """Return a line or block without what it worked out when it was first asked for."""
    return _remake, (type(value), {field.name: getattr(value, field.name) for field in fields(value)})


def _take_apart(model: LinearModel | Likeness) -> Made:
    if isinstance(model.vocabulary, dict):
        model = replace(model, vocabulary=build_graph(model.vocabulary))
    return type(model), _read_fields(model)


_APART: Mapping[type, Callable[[Any], Made]] = {
    MappingProxyType: lambda values: (_freeze, (dict(values),)),
    MethodType: lambda method: (_bind, (method.__self__, method.__name__)),
    ZoneInfo: lambda zone: (_open_zone, (zone.key,)),
    Line: _strip,
    Block: _strip,
    LinearModel: _take_apart,
    Likeness: _take_apart,
    IntCompletionDAWG: lambda graph: (unpack_graph, (pack_graph(graph),)),
    jieba.Tokenizer: lambda tokenizer: (restore_tokenizer, (tokenizer.FREQ,)),
}


@cache
def _is_plain_record(kind: type) -> bool:
    """Return whether a value of this class is made again by giving the class its fields in order.

    What a frozen dataclass with slots brings for that itself takes five times as long: it looks its fields up anew
    for each value.
    """
    if not is_dataclass(kind) or "__slots__" not in vars(kind) or hasattr(kind, "__post_init__"):
        return False
    return all(field.init and not field.kw_only for field in fields(kind))


def _read_fields(value: Any) -> tuple[Any, ...]:
    return tuple(getattr(value, field.name) for field in fields(value))


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Return a type of the program's own, or one of `OTHERS`; UnpicklingError for whatever else is named."""
        if (module, name) in OTHERS | _MAKERS:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module.startswith("app.") else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a snapshot")
        return found


def _freeze(values: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(values)


def _remake(kind: type[Line] | type[Block], values: dict[str, Any]) -> Line | Block:
    made = kind.__new__(kind)
    vars(made).update(values)
    return made


def _open_zone(key: str) -> ZoneInfo:
    return ZoneInfo(key)


def _bind(owner: object, name: str) -> Any:
    if (name, type(owner)) not in METHODS:
        raise pickle.UnpicklingError(f"{name} has no place in a snapshot")
    return getattr(owner, name)
