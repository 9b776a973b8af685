"""Finding the likely cause where YAML only says that it cannot go on."""

from __future__ import annotations

import re

import yaml

from app.core.pattern import Pattern
from app.library.catalogue.files import CAUSES
from app.model import Bilingual

# In the order in which they are tried on one line; the first that fits is named.
_SIGNS = (
    ("tab", Pattern(r"^ *\t")),
    ("wide_colon", Pattern(r"^\s*(?:- +)?[\"']?[A-Za-z_]\w*[\"']?\s*：")),
    ("dash", Pattern(r"^\s*-[^\s-]")),
    ("colon", Pattern(r"^\s*(?:- +)?[A-Za-z_]\w*:[^\s/]")),
    ("open_quote", Pattern(r"(?:- +|: +)'[^']*$")),
    ("bracket", Pattern(r"(?:- +|: +)[\[{][^\]}]*$")),
    ("quotes", Pattern(r"(?:- +|: +)[@`%&*!|>\[\]{}\"',?]")),
    ("quotes", Pattern(r"(?:- +|: +)[^\"'\[{][^\n]*: ")),
)
_QUOTED = Pattern(r'"(?:[^"\\]|\\.)*"')
_OPENING = Pattern(r'(?:^|[:\-\[{,]\s*)"')
_LOOK_BACK = 2


def find_cause(text: str, error: Exception) -> tuple[int, Bilingual]:
    """Return the line (from 0) that is at fault and why, for an error that YAML raised on `text`.

    YAML stops where it can no longer go on, often a line below the slip: the lines above are looked at too.
    """
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if isinstance(error, yaml.reader.ReaderError) or "control characters" in str(error):
        return _find_control(text), CAUSES["control"]
    if isinstance(error, yaml.composer.ComposerError):
        alias = "alias" in str(error)
        return (mark.line if mark else 0), CAUSES["alias" if alias else "documents"]
    lines = text.split("\n")
    at = min(mark.line, len(lines) - 1) if mark else 0
    return _look_around(lines, at)


def _look_around(lines: list[str], at: int) -> tuple[int, Bilingual]:
    # A quotation mark left open swallows lines, so the stop may be far below it.
    for number, line in enumerate(lines[: at + 1]):
        if _OPENING.search(_QUOTED.sub("", line)):
            return number, CAUSES["open_quote"]
    near = [number for number in range(at, -1, -1) if lines[number].strip()][: _LOOK_BACK + 1]
    for name, sign in _SIGNS:
        for number in near:
            if sign.search(lines[number]):
                return number, CAUSES[name]
    return at, CAUSES["other"]


def _find_control(text: str) -> int:
    found = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    return text.count("\n", 0, found.start()) if found else 0
