"""Names of people, shops and keys, as forms take them."""

from __future__ import annotations

from app.store.columns import LONGEST_NAME
from app.store.people import fold_name

LONGEST_NUMBER = 18
"""Digits of a number that a database takes."""


def check_name(name: str, *, field: str = "name") -> dict[str, str]:
    """Return what is wrong with a name, by field; empty where nothing is."""
    if not name:
        return {field: "blank"}
    # Folding makes some letters longer: ß becomes ss.
    if max(len(name), len(fold_name(name))) > LONGEST_NAME:
        return {field: "name_long"}
    return {} if name.isprintable() else {field: "unprintable"}


def read_number(written: str) -> int:
    """Return the number of a person, shop or key; 0, which nothing has, for what is none."""
    plain = written.isascii() and written.isdigit() and len(written) <= LONGEST_NUMBER
    return int(written) if plain else 0
