"""What the shop itself has written for its buyers, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.library import Library
from app.core.pattern import Pattern
from app.core.reply_lines import TAG_MARK

_PLACE = Pattern(r"\{\w+\}")


def own_lines(library: Library) -> tuple[str, ...]:
    """Return each line of the library's replies, voices and ready wordings once.

    TAG_MARK stands for every value and test in it.
    """
    return tuple(dict.fromkeys((*_reply_lines(library), *_voice_lines(library), *_ready_wordings(library))))


def _reply_lines(library: Library) -> Iterator[str]:
    for reply in library.replies:
        for block in reply.blocks.values():
            yield from (line.literal for line in block.lines)


def _voice_lines(library: Library) -> Iterator[str]:
    for voice in library.voices.values():
        for manner in (voice.zh, voice.en):
            words = manner.model_dump(exclude_none=True).values()
            yield from (_PLACE.sub(TAG_MARK, text) for text in words)


def _ready_wordings(library: Library) -> Iterator[str]:
    for entry in library.forbidden:
        if entry.better:
            yield from (entry.better.zh, entry.better.en)
