"""Files that are there whole or not at all, also where a process ends in the middle or two write at once."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(data: bytes, path: Path) -> None:
    """Write a file, and its folder where that is missing, in place of the one that was there; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(data)
    beside.replace(path)
