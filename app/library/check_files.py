"""Faults that are seen in one file alone: its name and its age (F105, F107)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.library.shelf import Dated, Named, Shelf
from app.model import Problem

YEAR_DAYS = 365


def check_files(shelf: Shelf, *, today: date | None) -> Iterator[Problem]:
    """Yield files whose name is not their id, and files not read for a year (where `today` is given)."""
    named: list[Named] = [*shelf.intents, *shelf.policies, *shelf.heads]
    for written in named:
        if written.file.name != written.value.id:
            yield written.problem("F105", "id", name=written.file.name, id=written.value.id)
    dated: list[Dated] = [*shelf.intents, *shelf.heads]
    for written in dated:
        yield from _check_age(written, today=today)


def _check_age(written: Dated, *, today: date | None) -> Iterator[Problem]:
    reviewed = written.value.reviewed
    if today and reviewed and (today - reviewed).days > YEAR_DAYS:
        yield written.problem("F107", "reviewed", reviewed=reviewed.isoformat())
