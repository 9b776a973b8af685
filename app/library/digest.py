"""The bytes of a library's files, and what stands for them all: what a start must know before it reads none of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from app.library.folder import FoundFile, find_files
from app.library.problems import make_problem
from app.model import Problem


def digest_folders(folders: Sequence[Path]) -> str:
    """Return what stands for the files in the folders, read as they are; a file that cannot be read counts as empty."""
    seen = hashlib.sha256()
    for file in find_files(folders)[0]:
        add_file(seen, file, open_file(file)[0])
    return seen.hexdigest()


def add_file(seen: hashlib._Hash, file: FoundFile, data: bytes) -> None:
    """Let a file count in what stands for them all."""
    seen.update(f"{file.relative}\0{len(data)}\0".encode() + data)


def open_file(file: FoundFile) -> tuple[bytes, tuple[Problem, ...]]:
    """Return what a file holds, and why it could not be read."""
    try:
        return file.place.read_bytes(), ()
    except OSError as error:
        cause = error.strerror or type(error).__name__
        return b"", (make_problem("F111", path=file.path, line=1, cause=cause),)
