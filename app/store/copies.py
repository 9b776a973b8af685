"""A whole copy of an SQLite file, made while others read and write it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path


def copy_sqlite(source: Path, target: Path) -> Path:
    """Copy the database in `source` to `target`, which is replaced where it exists; return `target`."""
    unfinished = target.with_name(target.name + ".partial")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_CREAT | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(unfinished)) as new:
        old.backup(new)
        # The copy is one file: no companion of its own may be left beside it.
        new.execute("PRAGMA journal_mode = DELETE")
    os.replace(unfinished, target)
    return target
