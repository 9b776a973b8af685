"""`shouhou check`: every fault of intents, replies and policy at once."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli.problems import print_problems
from app.core.policy import VALUE_NAMES
from app.engine import open_classifier
from app.library.check_closer import look_closer
from app.library.folder import builtin_folder
from app.library.load import Inspection, inspect
from app.library.problems import sort_problems
from app.model import Problem
from app.settings import Settings, read_settings


def check(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help="Folders laid over the built-in library. Left out: those of SHOUHOU_LIBRARY."),
    ] = None,
    deep: Annotated[
        bool, typer.Option("--deep", help="Also classify every near-miss and cut every cue (learns where needed).")
    ] = False,
) -> None:
    """Name every fault of intents, replies, policy and the channels file; exit 1 if there is an error."""
    settings = read_settings()
    missing = [folder for folder in folders or () if not folder.is_dir()]
    if missing:
        raise typer.BadParameter(f"{missing[0]} is not a folder")
    shelves = (builtin_folder(), *(folders or settings.library))
    found = inspect(shelves, today=datetime.now(settings.timezone).date(), known_values=VALUE_NAMES)
    closer = _look_closer(found, settings) if deep else ()
    problems = sort_problems((*found.problems, *closer, *_check_channels(settings)))
    print_problems(problems, stream=sys.stdout)
    errors = sum(problem.severity == "error" for problem in problems)
    print(f"{errors} error(s), {len(problems) - errors} warning(s)", file=sys.stderr)
    raise typer.Exit(1 if errors else 0)


def _check_channels(settings: Settings) -> tuple[Problem, ...]:
    """Return every fault of the channels file; none where there is no such file."""
    if settings.channels is None:
        return ()
    from app.channels.load import read_channels

    return read_channels(settings.channels, environ=os.environ).problems


def _look_closer(found: Inspection, settings: Settings) -> tuple[Problem, ...]:
    """Return what the library's own classifier gets wrong; nothing, said so, while an error keeps it from learning."""
    if found.library is None:
        print("shouhou: the closer look has to wait until the errors are mended", file=sys.stderr)
        return ()
    cache = settings.data_dir / "cache"
    classifier = open_classifier(
        found.library, cache, tell=lambda sentence: print(f"shouhou: {sentence}", file=sys.stderr)
    )
    return look_closer(found.shelf, classifier=classifier)
