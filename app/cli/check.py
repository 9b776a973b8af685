"""`shouhou check`: every fault of intents, replies and policy at once."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli.problems import print_problems
from app.core.policy import VALUE_NAMES
from app.library.folder import builtin_folder
from app.library.load import inspect
from app.settings import read_settings


def check(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help="Folders laid over the built-in library. Left out: those of SHOUHOU_LIBRARY."),
    ] = None,
) -> None:
    """Name every fault of intents, replies and policy; exit 1 if there is an error."""
    settings = read_settings()
    missing = [folder for folder in folders or () if not folder.is_dir()]
    if missing:
        raise typer.BadParameter(f"{missing[0]} is not a folder")
    shelves = (builtin_folder(), *(folders or settings.library))
    found = inspect(shelves, today=datetime.now(settings.timezone).date(), known_values=VALUE_NAMES)
    print_problems(found.problems, stream=sys.stdout)
    errors = sum(problem.severity == "error" for problem in found.problems)
    print(f"{errors} error(s), {len(found.problems) - errors} warning(s)", file=sys.stderr)
    raise typer.Exit(1 if errors else 0)
