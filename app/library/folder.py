"""Finding the files of a library in its folders, later folders laid over earlier ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.library.problems import make_problem
from app.model import Problem

Kind = Literal["intent", "policy", "carriers", "reply", "voice", "facts", "forbidden", "manners"]

INTENTS, POLICY, REPLIES = "intents", "policy", "templates/replies"
_ENDINGS: dict[str, tuple[Kind, str]] = {
    INTENTS: ("intent", ".yaml"),
    POLICY: ("policy", ".yaml"),
    REPLIES: ("reply", ".j2"),
}
LISTS: dict[str, Kind] = {
    f"{POLICY}/_carriers.yaml": "carriers",
    f"{REPLIES}/_voice.yaml": "voice",
    f"{REPLIES}/_facts.yaml": "facts",
    f"{REPLIES}/_forbidden.yaml": "forbidden",
    f"{REPLIES}/_manners.yaml": "manners",
}
"""Files of which a library has exactly one each."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One file of the library: what it is, its path inside its folder, and where it is."""

    kind: Kind
    name: str
    relative: str
    place: Path

    @property
    def path(self) -> str:
        """Return the path as a person reads it in a message."""
        return self.place.as_posix()


def builtin_folder() -> Path:
    """Return the folder of the built-in library: inside the installed package, else the checkout's root."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "builtin"
    return inside if inside.is_dir() else package.parent


def find_files(folders: Sequence[Path]) -> tuple[tuple[FoundFile, ...], tuple[Problem, ...]]:
    """Return the files that count, in the order of their paths, and what is wrong with the folders.

    A file replaces one of the same relative path in an earlier folder whole.
    """
    found: dict[str, FoundFile] = {}
    problems: list[Problem] = []
    for folder in folders:
        problems.extend(_check_folder(folder))
        for item in _walk(folder):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                found[item.relative] = item
    problems.extend(_check_lists(found, folders))
    return tuple(found[relative] for relative in sorted(found)), tuple(problems)


def _check_folder(folder: Path) -> Iterator[Problem]:
    if not any((folder / part).is_dir() for part in _ENDINGS):
        yield make_problem("F110", path=folder.as_posix(), line=1)


def _check_lists(found: dict[str, FoundFile], folders: Sequence[Path]) -> Iterator[Problem]:
    for relative in LISTS:
        if folders and relative not in found:
            yield make_problem("F109", path=(folders[-1] / relative).as_posix(), line=1, name=relative)


def _walk(folder: Path) -> Iterator[FoundFile | Problem]:
    for part, (kind, ending) in _ENDINGS.items():
        for place in sorted((folder / part).rglob("*")):
            if not _is_passed_over(place, ending):
                yield _sort_in(place, folder=folder, kind=kind, ending=ending)


def _is_passed_over(place: Path, ending: str) -> bool:
    """Return whether a file is none of ours: folders, hidden files, and notes for people."""
    plain_folder = place.is_dir() and place.suffix != ending
    return plain_folder or place.name.startswith(".") or place.suffix == ".md"


def _sort_in(place: Path, *, folder: Path, kind: Kind, ending: str) -> FoundFile | Problem:
    relative = place.relative_to(folder).as_posix()
    if relative in LISTS:
        return FoundFile(LISTS[relative], place.stem, relative, place)
    if place.suffix != ending or place.name.startswith("_"):
        return make_problem("F108", path=place.as_posix(), line=1, ending=ending)
    return FoundFile(kind, place.name.removesuffix(ending), relative, place)
