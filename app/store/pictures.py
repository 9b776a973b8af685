"""The pictures of evidence on their way into a backup and out of it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Table, select

from app.exchange.filing import FOLDER, find_file, keep_file
from app.store.archive import Reader, Writer
from app.store.faults import ArchiveUnusable

PICTURES = "evidence"
"""The table that says which pictures there are."""


def save_pictures(connection: Connection, table: Table, writer: Writer, data_dir: Path) -> None:
    """Write every picture that a row speaks of, and whose file is there, with its thumbnail."""
    for row in connection.execute(select(table.c.path, table.c.thumbnail).order_by(table.c.id)):
        for path in row:
            file = find_file(data_dir, path)
            if file is not None:
                writer.write_file(path, file.read_bytes())


def check_pictures(archive: Reader, data_dir: Path) -> None:
    """Raise ArchiveUnusable where a picture is not what was written, or would lie outside the evidence folder."""
    root = (data_dir / FOLDER).resolve()
    for path in archive.manifest.files:
        if not (root / path).resolve().is_relative_to(root):
            raise ArchiveUnusable(f"picture {path} lies outside the evidence folder")
        archive.read_file(path)


def bring_pictures(archive: Reader, data_dir: Path) -> None:
    """Put the pictures into the evidence folder; what lies there besides stays."""
    for path in archive.manifest.files:
        keep_file(data_dir, path, archive.read_file(path))
