"""Reading lines from a file or standard input, and saying how far along a long run is."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from app.errors import BadInput, FieldError

Item = TypeVar("Item")
STANDARD_INPUT = "-"


def read_text(source: str) -> str:
    """Return the text of a file, or of standard input for `-`; raises BadInput where it cannot be read as UTF-8."""
    try:
        if source == STANDARD_INPUT:
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return Path(source).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise BadInput([FieldError(source, f"cannot be read: {reason}")]) from error


def read_lines(source: str) -> list[tuple[int, str]]:
    """Return the lines of a file or of standard input that hold anything, each behind its number."""
    return [(number, line) for number, line in enumerate(read_text(source).split("\n"), start=1) if line.strip()]


def with_progress(items: Iterable[Item], *, total: int, doing: str) -> Iterator[Item]:
    """Yield `items`, with a progress bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, total=total, description=doing, console=Console(stderr=True))


def write_line(text: str) -> None:
    """Write one whole line to standard output at once, so that an interrupt never leaves half a line."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
