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
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType, MethodType
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import jieba

from app.core.reply_lines import Line
from app.core.reply_syntax import Block
from app.core.spelling import Speller

Kept = TypeVar("Kept")
RESTING_ON = ("jieba", "numpy", "opencc", "rapidfuzz", "pydantic")
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
_MAKERS = frozenset({"_freeze", "_remake", "_bind", "_open_zone", "_restore_tokenizer"})


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
        """Return how `value` is made again where a pickle would not know; NotImplemented for everything else."""
        if isinstance(value, MappingProxyType):
            return _freeze, (dict(value),)
        if isinstance(value, MethodType):
            return _bind, (value.__self__, value.__name__)
        if isinstance(value, Line | Block):
            # Without what they worked out when they were first asked for.
            return _remake, (type(value), {field.name: getattr(value, field.name) for field in fields(value)})
        if isinstance(value, ZoneInfo):
            return _open_zone, (value.key,)
        if isinstance(value, jieba.Tokenizer):
            return _restore_tokenizer, (value.FREQ, value.total)
        return NotImplemented


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Return a type of the program's own, or one of `OTHERS`; UnpicklingError for whatever else is named."""
        if (module, name) in OTHERS or (module == __name__ and name in _MAKERS):
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


def _restore_tokenizer(frequency: dict[str, int], total: int) -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = frequency, total, True
    return tokenizer
