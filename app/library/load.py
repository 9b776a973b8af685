"""Folders → one checked, frozen library, or every fault that is in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from app.core.definitions import Voice
from app.core.library import Library, digest_intents
from app.core.manner_list import MannerList
from app.core.replies import Reply
from app.errors import LibraryBroken
from app.library.check_desk import check_desk
from app.library.check_files import check_files
from app.library.check_intents import check_intents
from app.library.check_links import check_links
from app.library.check_names import check_names
from app.library.check_phrases import check_phrases
from app.library.check_policies import check_policies
from app.library.check_replies import check_replies
from app.library.folder import builtin_folder
from app.library.problems import sort_problems
from app.library.shelf import Shelf, read_shelf
from app.model import Platform, Problem

NO_VALUES: Mapping[str, frozenset[str]] = MappingProxyType({})

__all__ = ["Inspection", "builtin_folder", "inspect", "load_library"]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a check found. `library` is None while there is an error; warnings alone do not stop it.

    `shelf` is what was read, with the place of each part, for a closer look.
    """

    library: Library | None
    problems: tuple[Problem, ...]
    shelf: Shelf


def load_library(folders: Sequence[Path], *, known_values: Mapping[str, frozenset[str]] = NO_VALUES) -> Library:
    """Return the library in `folders`, later ones over earlier ones; raise LibraryBroken with every fault.

    `known_values` names the values that each rule's decision can give (`app.core.policy.VALUE_NAMES`).
    """
    inspection = inspect(folders, known_values=known_values)
    if inspection.library is None:
        raise LibraryBroken(inspection.problems)
    return inspection.library


def inspect(
    folders: Sequence[Path],
    *,
    today: date | None = None,
    known_values: Mapping[str, frozenset[str]] = NO_VALUES,
) -> Inspection:
    """Return every fault in `folders` at once, and the library where none of them is an error.

    Without `today` nothing is said about the age of files and figures; without `known_values` nothing about
    the names of a decision's values.
    """
    shelf, unreadable = read_shelf(folders)
    found = _check(shelf, today=today, known_values=known_values)
    problems = sort_problems((*unreadable, *found))
    broken = any(problem.severity == "error" for problem in problems)
    return Inspection(None if broken else _make_library(shelf), problems, shelf)


def _check(shelf: Shelf, *, today: date | None, known_values: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    yield from check_files(shelf, today=today)
    yield from check_intents(shelf)
    yield from check_phrases(shelf)
    yield from check_links(shelf)
    yield from check_replies(shelf)
    yield from check_names(shelf, known_values=known_values)
    yield from check_policies(shelf, today=today)
    yield from check_desk(shelf)


def _make_library(shelf: Shelf) -> Library:
    """Return the library of a shelf on which nothing is wrong; only what is active takes part."""
    intents = {intent.value.id: intent.value for intent in shelf.active_intents}
    replies = tuple(sorted(_list_replies(shelf), key=lambda reply: reply.id))
    return Library(
        intents=MappingProxyType(intents),
        replies=replies,
        replies_by_intent=_group(replies),
        policies=MappingProxyType({policy.value.id: policy.value for policy in shelf.policies}),
        voices=MappingProxyType(dict(_list_voices(shelf))),
        facts=MappingProxyType({name: words for facts in shelf.facts for name, words in facts.value.items()}),
        forbidden=tuple(row for written in shelf.forbidden for row in written.value.forbidden),
        carriers=tuple(row for written in shelf.carriers for row in written.value.carriers),
        manners=_join_manners(shelf),
        digest=digest_intents(intents.values()),
        folders_digest=shelf.folders_digest,
    )


def _join_manners(shelf: Shelf) -> MannerList:
    return MannerList(
        manners=tuple(row for written in shelf.manners for row in written.value.manners),
        threats=tuple(row for written in shelf.manners for row in written.value.threats),
    )


def _list_replies(shelf: Shelf) -> Iterator[Reply]:
    return (reply.reply for reply in shelf.replies if reply.active)


def _list_voices(shelf: Shelf) -> Iterator[tuple[Platform, Voice]]:
    for voices in shelf.voice:
        for voice in voices.value.voices.values():
            yield from ((platform, voice) for platform in voice.platforms)


def _group(replies: Sequence[Reply]) -> Mapping[str, tuple[Reply, ...]]:
    groups: dict[str, list[Reply]] = defaultdict(list)
    for reply in replies:
        for topic in reply.topics:
            groups[topic].append(reply)
    return MappingProxyType({intent: tuple(group) for intent, group in groups.items()})
