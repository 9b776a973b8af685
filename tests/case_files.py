"""The files of tests/cases: what a buyer says in which case, and what is to come of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "cases"


class _Writer(yaml.SafeDumper):
    """Writes texts of several lines as they are read."""


def _write_text(writer: yaml.SafeDumper, text: str) -> yaml.Node:
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Writer.add_representer(str, _write_text)


@dataclass(frozen=True)
class Case:
    """One case: the file and place it stands in, and what is written there."""

    path: Path
    place: int
    row: dict[str, Any]

    @property
    def name(self) -> str:
        """Return how a test report calls the case."""
        return f"{self.path.stem}-{self.place + 1}"


def read_cases() -> list[Case]:
    """Return the cases of all files."""
    return [
        Case(path, place, row)
        for path in sorted(FOLDER.glob("*.yaml"))
        for place, row in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")))
    ]


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write the cases of one file."""
    path.write_text(
        yaml.dump(rows, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8", newline="\n"
    )
