"""The files of tests/cases: what a buyer says in which case, and what is to come of it.

`say`, `platform`, `facts` and `now` are the case; `intents` says what is meant where the message is not to decide it.
`is` (or `abstains`), `decisions`, `escalate`, `reply` and `text` are what is to come of it: only what is written is
compared. A decision is written as its outcome, or as those of `DECIDED` that matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from app.model import Decision

FOLDER = Path(__file__).parent / "cases"
DECIDED = ("outcome", "reason", "amount", "currency", "deadline", "facts_missing")
"""What a case may write of a decision: money as a decimal string, the deadline as RFC 3339."""


class _Writer(yaml.SafeDumper):
    """Writes texts of several lines as they are read, and what two cases share in both of them."""

    def ignore_aliases(self, _data: object) -> bool:
        """Return that every value is written out: a difference is read line by line."""
        return True


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
        return f"{self.path.relative_to(FOLDER).with_suffix('').as_posix()}-{self.place + 1}"

    @property
    def intents(self) -> tuple[str, ...]:
        """Return what the reply is about: what somebody has said is meant, else what the message is taken for."""
        return tuple(self.row.get("intents") or self.row["is"])

    @property
    def is_english(self) -> bool:
        """Return whether the buyer writes English."""
        return str(self.row["say"]).isascii()

    @property
    def decisions(self) -> dict[str, dict[str, Any]]:
        """Return what is written of each decision, by rule."""
        written = self.row.get("decisions", {})
        return {rule: {"outcome": one} if isinstance(one, str) else one for rule, one in written.items()}


def show_decision(decision: Decision | None, names: Iterable[str]) -> Mapping[str, Any]:
    """Return what was decided under `names`, as a case writes it; nothing where the rule did not speak."""
    if decision is None:
        return {}
    written = {
        "amount": None if decision.amount is None else str(decision.amount),
        "deadline": decision.deadline.isoformat() if decision.deadline else None,
        "facts_missing": list(decision.facts_missing),
    }
    return {name: written[name] if name in written else getattr(decision, name) for name in names}


def read_cases() -> list[Case]:
    """Return the cases of all files."""
    return [
        Case(path, place, row)
        for path in sorted(FOLDER.rglob("*.yaml"))
        for place, row in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")))
    ]


def write_case(case: Case, **more: str) -> None:
    """Write `more` into a case, behind or in place of what stands there."""
    rows = yaml.safe_load(case.path.read_text(encoding="utf-8"))
    rows[case.place] |= more
    write_rows(case.path, rows)


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write the cases of one file."""
    written = yaml.dump(rows, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=1000, default_flow_style=None)
    path.write_text(written, encoding="utf-8", newline="\n")
