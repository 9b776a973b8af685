"""Prints faults of a library, one line each, path first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from app.library.problems import write_problem
from app.model import Problem


def print_problems(problems: Iterable[Problem], *, stream: TextIO) -> None:
    """Print `path:line: CODE 中文。English.` for every problem."""
    for problem in problems:
        near = replace(problem, path=_shorten(problem.path))
        print(write_problem(near, language="both"), file=stream)


def _shorten(path: str) -> str:
    """Return `path` as seen from the working folder where it lies inside it."""
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path
