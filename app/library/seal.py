"""Remembers which folders were found sound, so that a start need not check the same files again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROGRAM = Path(__file__).parent.parent
CHECKERS = ("library", "core")
"""The packages that decide what is sound: another program may find other faults in the same files."""


def seal_of(folders_digest: str) -> str:
    """Return what stands for these files, checked by this program (sha256, hex)."""
    seen = hashlib.sha256(folders_digest.encode())
    for source in _list_sources():
        seen.update(source.read_bytes())
    return seen.hexdigest()


def _list_sources() -> Iterator[Path]:
    return (source for package in CHECKERS for source in sorted((PROGRAM / package).rglob("*.py")))


def is_sealed(seal: str, cache: Path) -> bool:
    """Return whether these files were found sound before."""
    return _place(seal, cache).exists()


def keep_seal(seal: str, cache: Path) -> None:
    """Note that these files are sound. A folder that cannot be written to costs the next start its time, no more."""
    beside = _place(seal, cache).with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        beside.touch()
        beside.replace(_place(seal, cache))


def _place(seal: str, cache: Path) -> Path:
    return cache / f"sound-{seal[:32]}"
