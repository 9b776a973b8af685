"""The ear for tone: the shipped one, one learned before, or one learned now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.core.features import Lexicon
from app.core.learned import LEARNING_VERSION
from app.core.library import Library
from app.core.lint.tone import TONE_VERSION, Ear, Tone, gather_pieces
from app.core.reply_lines import TAG_MARK
from app.errors import ModelUnusable
from app.library.folder import builtin_folder
from app.library.model_file import fingerprint_of
from app.library.own_words import own_lines
from app.library.tone_file import SHIPPED_TONE, SPOKEN, read_tone, write_tone
from app.training.tone import learn_tone, read_tones

VALUE = "3"
"""Stands for a value in a line of a reply that is learned from."""


def open_ear(library: Library, lexicon: Lexicon, cache: Path, *, tell: Callable[[str], None]) -> Ear:
    """Return the ear for the shop of `library`; one that had to be learned is kept in `cache`.

    The shop's own lines are known to it, so that a changed reply is fine at once and nothing is learned anew for it.
    """
    tone = _open_tone(library, lexicon, cache, tell)
    own = (line for line in own_lines(library) if TAG_MARK not in line)
    return Ear(tone, replace(lexicon, mend=str), gather_pieces((*own, *tone.by_heart)))


def _open_tone(library: Library, lexicon: Lexicon, cache: Path, tell: Callable[[str], None]) -> Tone:
    fingerprint = fingerprint_of_tone()
    kept = cache / f"tone-{fingerprint[:16]}.npz"
    for path in (builtin_folder() / SHIPPED_TONE, kept):
        try:
            return read_tone(path, fingerprint=fingerprint)
        except ModelUnusable:
            continue
    tell("learning how unkind sentences sound; this takes half a minute, once for each change of them")
    learned = learn_ear(library, lexicon)
    write_tone(learned, kept, fingerprint=fingerprint)
    return read_tone(kept, fingerprint=fingerprint)


def learn_ear(library: Library, lexicon: Lexicon) -> Tone:
    """Return the tone learned from the sentences that ship, with the library's own lines as fine ones."""
    fine = (line.replace(TAG_MARK, VALUE) for line in own_lines(library))
    return learn_tone(read_tones(read_spoken(), name=SPOKEN.name), replace(lexicon, mend=str), fine=fine)


def read_spoken() -> str:
    """Return the sentences that the tone is learned from: label and text, tab-separated."""
    return (builtin_folder() / SPOKEN).read_text(encoding="utf-8")


def fingerprint_of_tone() -> str:
    """Return the mark of what the tone is learned from. Replies are no part of it: they are known as they stand."""
    return fingerprint_of(TONE_VERSION, LEARNING_VERSION, read_spoken())
