"""`shouhou backup` and `shouhou restore`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.settings import read_settings


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the backup; it must not exist yet.")],
) -> None:
    """Write the database and the pictures of evidence to one file, while the service runs, and read it back."""
    from app.store.backups import write_backup

    written = write_backup(read_settings(), file, at=datetime.now(UTC))
    what = f"{written.rows} rows in {len(written.sheets)} tables and {len(written.files)} files of pictures"
    print(f"{file}: {what}, read back without a difference")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `shouhou backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the place of what is in the database, which is lost.")
    ] = False,
) -> None:
    """Put a backup into the database, on SQLite or PostgreSQL, whichever it came from, and its pictures back."""
    from app.store.backups import restore_backup

    held = restore_backup(read_settings(), file, replace=replace)
    what = (
        f"{held.rows} rows of {held.made_at} are in the database, {len(held.files)} files of pictures in their folder"
    )
    print(f"{what}, read back without a difference")
