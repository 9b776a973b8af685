"""Secrets of a row: `${NAME}` is an environment variable, `secret_file` a file that holds `secret`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.channels.catalogue import make_fault
from app.core.pattern import Pattern
from app.library.source import Document, Plain
from app.model import Bilingual, Problem

_NAMED = Pattern(r"\$\{(\w+)\}")
_FILE = "_file"


@dataclass(slots=True)
class Filling:
    """Puts values from the environment and from files into one row, and notes what cannot be had."""

    row: Document
    environ: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def fill(self, known: frozenset[str]) -> dict[str, Plain]:
        """Return the row with every value in place; `known` are the keys that its kind has."""
        given = self.row.value
        if not isinstance(given, dict):
            return {}
        filled: dict[str, Plain] = {}
        for key, value in given.items():
            base = key.removesuffix(_FILE)
            if base != key and base in known and isinstance(value, str):
                filled[base] = self._read(key, value, taken=base in given)
            else:
                filled[key] = self._put(key, value) if isinstance(value, str) else value
        return filled

    def _put(self, key: str, text: str) -> str:
        for name in _NAMED.findall(text):
            if not self.environ.get(name):
                self._add("H601", key, name=name, key=key)
        return _NAMED.sub(lambda place: self.environ.get(place[1]) or place[0], text)

    def _read(self, key: str, path: str, *, taken: bool) -> str:
        if taken:
            self._add("H605", key, key=key.removesuffix(_FILE))
        place = Path(self.row.path).parent / Path(self._put(key, path)).expanduser()
        try:
            return place.read_text("utf-8-sig").strip()
        except (OSError, UnicodeError) as error:
            cause = getattr(error, "strerror", None) or Bilingual("不是 UTF-8 编码", "it is not UTF-8")
            self._add("H602", key, key=key, cause=cause)
            # Anything but empty: that would be told as a second fault.
            return path

    def _add(self, code: str, at: str, /, **fields: str | int | Bilingual) -> None:
        self.problems.append(make_fault(code, path=self.row.path, line=self.row.line(at), **fields))
