"""One reply as its page shows it: every text cut into pieces that say what they rest on and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from app.core.preview import Preview, Version, Voiced, Wording
from app.model import LANGUAGES, Finding, Language, Platform


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text. `names` are the facts it rests on; `drops` tells that it goes without them; the findings
    are the pre-send check's."""

    text: str
    names: tuple[str, ...] = ()
    drops: bool = False
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A text in pieces, with what was left out of it and what the check says of it."""

    language: Language
    pieces: tuple[Piece, ...]
    missing: tuple[str, ...]
    findings: tuple[tuple[Finding, str], ...]


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A variant with its texts side by side: with the samples, and with nothing known."""

    variant: str
    known: tuple[Shown, ...]
    bare: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class ShownVoice:
    """The reply on the platforms where it reads the same."""

    platforms: tuple[Platform, ...]
    versions: tuple[ShownVersion, ...]


def show_preview(preview: Preview, *, name_value: Callable[[str], str]) -> tuple[ShownVoice, ...]:
    """Return the texts of a preview in pieces; `name_value` says what a value is called on the page."""
    return tuple(_show_voice(voiced, name_value) for voiced in preview.voiced)


def _show_voice(voiced: Voiced, name_value: Callable[[str], str]) -> ShownVoice:
    return ShownVoice(voiced.platforms, tuple(_show_version(one, name_value) for one in voiced.versions))


def _show_version(version: Version, name_value: Callable[[str], str]) -> ShownVersion:
    known = tuple(_show(version.of(language).known, language, name_value) for language in LANGUAGES)
    bare = tuple(_show(version.of(language).bare, language, name_value, bare=True) for language in LANGUAGES)
    return ShownVersion(version.variant, known, bare)


def _show(wording: Wording, language: Language, name_value: Callable[[str], str], *, bare: bool = False) -> Shown:
    findings = tuple((one, wording.text[slice(*one.span)]) for one in wording.findings)
    missing = tuple(dict.fromkeys(name_value(name) for name in wording.missing))
    return Shown(language, tuple(_cut(wording, name_value, bare=bare)), missing, findings)


def _cut(wording: Wording, name_value: Callable[[str], str], *, bare: bool) -> Iterator[Piece]:
    """Yield the text cut wherever a line or a finding begins or ends."""
    spans = [*(line.span for line in wording.depends), *(finding.span for finding in wording.findings)]
    edges = sorted({0, len(wording.text), *(edge for span in spans for edge in span)})
    for start, end in pairwise(edges):
        line = next((one for one in wording.depends if one.span[0] <= start and end <= one.span[1]), None)
        names = tuple(dict.fromkeys(map(name_value, line.names))) if line else ()
        found = tuple(one for one in wording.findings if one.span[0] <= start and end <= one.span[1])
        yield Piece(wording.text[start:end], names, line is not None and not (bare or line.otherwise), found)
