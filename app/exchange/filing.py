"""Where pictures lie: in the data folder, by shop and buyer, under names of our own."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.core.pattern import Pattern
from app.exchange.pictures import Picture

FOLDER = "evidence"
_UNSAFE = Pattern(r"[^0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff_-]+")
_LONGEST = 40
_MARK = 8
"""Signs of a digest that tell apart what else would be written alike."""


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a picture and its thumbnail lie, below the evidence folder."""

    path: str
    thumbnail: str


def file_picture(data_dir: Path, picture: Picture, *, shop: str, buyer_id: str, at: datetime) -> Filed:
    """Write a picture and its thumbnail under the buyer's id, for the owner alone, and return where they lie.

    The same picture of the same buyer and day is one file.
    """
    folder = Path(name_folder(shop), name_folder(buyer_id))
    stem = f"{name_folder(buyer_id)}-{at:%Y%m%d}-{picture.sha256[:16]}"
    filed = Filed((folder / f"{stem}{picture.suffix}").as_posix(), (folder / f"{stem}-small.jpg").as_posix())
    keep_file(data_dir, filed.path, picture.data)
    keep_file(data_dir, filed.thumbnail, picture.thumbnail)
    return filed


def keep_file(data_dir: Path, path: str, data: bytes) -> None:
    """Write a file below the evidence folder, whole or not at all, for the owner alone."""
    target = data_dir / FOLDER / path
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(target, data)


def find_file(data_dir: Path, path: str) -> Path | None:
    """Return the file of a picture; None where it is gone, or `path` leads out of the evidence folder."""
    root = (data_dir / FOLDER).resolve()
    file = (root / path).resolve()
    return file if file.is_relative_to(root) and file.is_file() else None


def remove_files(data_dir: Path, filed: Filed) -> None:
    """Delete a picture and its thumbnail, where they are there."""
    for path in (filed.path, filed.thumbnail):
        file = find_file(data_dir, path)
        if file is not None:
            file.unlink()


def name_folder(name: str) -> str:
    """Return a name as one safe part of a path; two different names never become the same."""
    safe = _UNSAFE.sub("_", name)[:_LONGEST]
    if safe == name and safe:
        return safe
    return f"{safe or '_'}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:_MARK]}"


def _write(path: Path, data: bytes) -> None:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    unfinished.replace(path)
