"""The replies of the library as the console lists them: by intent, with what each can be found by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.definitions import Intent, ReplyHeader, When
from app.core.replies import NOTICE
from app.library.lexicon import SoundTable
from app.model import Language, Platform

if TYPE_CHECKING:
    from app.web.drafter import Drafter

LAST = 100
"""Where replies of intents without a file stand: behind all others."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A reply in the list. `found_by` holds, in lower case, everything that a search compares with."""

    id: str
    title: str
    other: str
    platforms: tuple[Platform, ...]
    is_fallback: bool
    found_by: str


@dataclass(frozen=True, slots=True)
class Group:
    """The replies to one matter."""

    intent: str
    title: str
    entries: tuple[Entry, ...]


def list_replies(engine: Drafter, *, language: Language, without_file: Mapping[str, str]) -> tuple[Group, ...]:
    """Return the active replies by intent, in the order in which intents are dealt with.

    `without_file` names the groups of replies that belong to no intent file, such as notices.
    """
    library, sounds = engine.library, SoundTable()
    by_intent: dict[str, list[ReplyHeader]] = {}
    for header in sorted((reply.header for reply in library.replies), key=lambda one: (one.when != When(), one.id)):
        if header.status == "active":
            by_intent.setdefault(header.intent, []).append(header)
    groups = []
    for name in sorted(by_intent, key=lambda name: _place(library.intents.get(name), name)):
        intent = library.intents.get(name)
        title = intent.title.model_dump()[language] if intent else without_file.get(name, name)
        names = (name, title, *(intent.title.model_dump().values() if intent else ()))
        entries = (
            _make_entry(header, engine.used_on(header.id), names, language, sounds) for header in by_intent[name]
        )
        groups.append(Group(name, title, tuple(entries)))
    return tuple(groups)


def _place(intent: Intent | None, name: str) -> tuple[int, str]:
    return (intent.order if intent else LAST, name)


def _make_entry(
    header: ReplyHeader,
    platforms: tuple[Platform, ...],
    names: Iterable[str],
    language: Language,
    sounds: Mapping[str, str],
) -> Entry:
    zh, en = header.title.zh, header.title.en
    words = [header.id, zh, en, *names]
    found_by = [*words, *(initials(word, sounds) for word in words if not word.isascii())]
    return Entry(
        header.id,
        zh if language == "zh" else en,
        en if language == "zh" else zh,
        platforms,
        header.when == When() and header.intent != NOTICE,
        "\n".join(dict.fromkeys(found_by)).lower(),
    )


def initials(text: str, sounds: Mapping[str, str]) -> str:
    """Return the first letter of each character's sound, letters and digits as they are: 差价可以退 → `cjkyt`."""
    return "".join(sounds[letter][0] for letter in text.lower() if letter.isalnum())
