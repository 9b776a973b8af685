"""By what a row of a register is found: characters, words, numbers, and the initials of pinyin."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.pattern import Pattern
from app.core.search_terms import find_terms
from app.desk.registers.shapes import Register
from app.library.lexicon import SoundTable
from app.store.kept import Entry

_RUN = Pattern(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
LONGEST = 8
"""Initials in a row by which a text is found: `ymcs` finds 亚麻衬衫, and so do `ym` and `cs`."""


def find_row_terms(register: Register, row: Entry) -> frozenset[str]:
    """Return every term by which a row is found."""
    text = "\n".join(_yield_texts(register, row))
    return find_terms(text) | frozenset(find_initials(text))


def find_initials(text: str) -> Iterator[str]:
    """Yield the first letters of the sounds of every stretch of two to LONGEST Chinese characters."""
    sounds = SoundTable()
    for run in _RUN.findall(text):
        letters = "".join(sounds[character][:1] for character in run)
        for start in range(len(letters) - 1):
            yield from (letters[start:end] for end in range(start + 2, min(start + LONGEST, len(letters)) + 1))


def _yield_texts(register: Register, row: Entry) -> Iterator[str]:
    for column in register.columns:
        value = getattr(row, column.name)
        if value is None or column.kind in {"moment", "person", "count"}:
            continue
        if column.kind == "choice":
            words = column.choices.get(value)
            yield f"{words.zh} {words.en}" if words else value
        else:
            yield value
