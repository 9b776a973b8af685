"""Files on their way in: written to disk piece by piece, bounded, and kept under a digest until they are used."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from app.core.pattern import Pattern
from app.exchange.faults import FileRefused, FileTooLarge

FOLDER = "uploads"
_DIGEST = Pattern(r"[0-9a-f]{64}")
_MEGA = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Parked:
    """A file that was sent: whose it is, and where it lies."""

    shop_id: int
    sha256: str
    path: Path


class Upload:
    """A file that is being sent. Leaving the block takes away what was not parked."""

    def __init__(self, data_dir: Path, *, most: int) -> None:
        """Take the data folder, and how many bytes the file may have."""
        self._folder = data_dir / FOLDER
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = self._folder / f"{secrets.token_hex(8)}.part"
        self.most = most
        self._hash = hashlib.sha256()
        self._size = 0
        self._file: IO[bytes] = os.fdopen(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")

    def __enter__(self) -> Upload:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)

    def expect(self, size: int) -> None:
        """Raise FileTooLarge where a file of this size is not taken."""
        if size > self.most:
            raise FileTooLarge(f"The file has more than {self.most // _MEGA} MB: split it, or export less at once.")

    def write(self, piece: bytes) -> None:
        """Take the next piece; FileTooLarge where it is one too many."""
        self._size += len(piece)
        self.expect(self._size)
        self._hash.update(piece)
        self._file.write(piece)

    def finish(self) -> Path:
        """Return where the whole file lies until the block is left; FileRefused where nothing was sent."""
        self._file.flush()
        if not self._size:
            raise FileRefused("The file is empty: export it again.")
        return self.path

    def park(self, shop_id: int) -> Parked:
        """Keep the whole file for a shop, and return it; the same file of the same shop is kept once."""
        self.finish()
        digest = self._hash.hexdigest()
        target = self._folder / _name(shop_id, digest)
        self.path.replace(target)
        return Parked(shop_id, digest, target)


def find_parked(data_dir: Path, shop_id: int, sha256: str) -> Parked | None:
    """Return a file of a shop by its digest; None where it is not there, or that is no digest."""
    if not _DIGEST.fullmatch(sha256):
        return None
    path = data_dir / FOLDER / _name(shop_id, sha256)
    return Parked(shop_id, sha256, path) if path.is_file() else None


def remove_parked(parked: Parked) -> None:
    """Delete a file that is not needed any more."""
    parked.path.unlink(missing_ok=True)


def sweep_parked(data_dir: Path, *, before: float, needed: Collection[Path]) -> int:
    """Delete files last written before a moment (seconds of the epoch) that nobody needs; return how many."""
    folder = data_dir / FOLDER
    old = [path for path in folder.glob("*") if path not in needed and path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _name(shop_id: int, sha256: str) -> str:
    return f"{shop_id}-{sha256}"
