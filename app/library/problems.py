"""Making a problem from its code and fields, and writing it down for a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from rapidfuzz import fuzz, process

from app.library.catalogue import CATALOGUE
from app.model import Bilingual, Language, Problem

Field: TypeAlias = str | int | Bilingual
SpokenIn = Literal["zh", "en", "both"]

_LIKE_ENOUGH = 70
_NOTHING = Bilingual("", "")


def make_problem(code: str, *, path: str, line: int, **fields: Field) -> Problem:
    """Return the problem `code` at a place, worded with `fields`; a field may differ by language."""
    wording = CATALOGUE[code]
    return Problem(path, line, code, fill(wording.say, **fields), wording.severity)


def fill(wording: Bilingual, **fields: Field) -> Bilingual:
    """Return a wording with its named places filled."""
    return Bilingual(_fill(wording.zh, fields, "zh"), _fill(wording.en, fields, "en"))


def _fill(text: str, fields: dict[str, Field], language: Language) -> str:
    chosen = {key: item.of(language) if isinstance(item, Bilingual) else item for key, item in fields.items()}
    return text.format_map(chosen)


def suggest(name: str, known: Iterable[str]) -> Bilingual:
    """Return "did you mean …" for the known name nearest to `name`; empty where none is near."""
    found = find_nearest(name, known)
    if found is None:
        return _NOTHING
    return Bilingual(f"（是不是想写 {found}？）", f" (did you mean `{found}`?)")


def find_nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that `name` is most likely a slip for, or None."""
    found = process.extractOne(name, sorted(known), scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
    return found[0] if found else None


def write_problem(problem: Problem, *, language: SpokenIn = "both") -> str:
    """Return one line for a terminal or an editor: `path:line: CODE 中文。English.`"""
    zh, en = problem.say.zh + "。", problem.say.en + "."
    if problem.severity == "warning":
        zh, en = "提醒：" + zh, "Warning: " + en
    words = {"zh": zh, "en": en, "both": zh + en}[language]
    return f"{problem.path}:{problem.line}: {problem.code} {words}"


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by file, line and code, each once."""
    return tuple(sorted(set(problems), key=lambda problem: (problem.path, problem.line, problem.code)))
