"""How Chinese sounds where a character is mistaken for another or left in pinyin; sounds that are mixed up are one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate

from app.core.pattern import Pattern

FIRST_CJK = "\u3400"
LATIN = Pattern("[a-z]")
PIECE = Pattern(r"[a-z]+|[^a-z]")
_N = r"n(?![aeiouv])(?:g(?![aeiouv]))?"
SYLLABLE = Pattern(
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])"
    rf"(?:i(?:a(?:{_N}|o)?|o{_N}|{_N}|e|u)?|u(?:a(?:{_N}|i)?|{_N}|[eiov])?|ve?|a(?:{_N}|i|o)?|e(?:{_N}|i)?|o(?:{_N}|u)?)"
    rf"|er|a(?:{_N}|i|o)|e(?:{_N}|i)|ou"
)
"""One syllable in letters. An n or g before a vowel begins the next syllable, as pinyin is typed."""
SHORTEST_SPELLED = 2
"""Letters; a single one is a size or a model, not a syllable."""


def fold_sound(syllable: str) -> str:
    """Return a toneless syllable with the initials and finals that buyers mix up (zh/z, ng/n) written alike."""
    if syllable[1:2] == "h" and syllable[0] in "zcs":
        syllable = syllable[0] + syllable[2:]
    return syllable.removesuffix("g") if syllable.endswith("ng") else syllable


def hear(run: str, sounds: Mapping[str, str]) -> Iterator[tuple[list[str], list[int]]]:
    """Yield what is heard without a break in a run of characters and letters.

    Each time the sounds and the places where they begin, the end of the last one too. `sounds` gives a character's
    sound; letters that spell no pinyin are a break.
    """
    if not LATIN.search(run):
        yield [sounds[character] for character in run], [*range(len(run) + 1)]
        return
    heard: list[str] = []
    places = [0]
    for piece in PIECE.findall(run):
        if syllables := [piece] if piece >= FIRST_CJK else read_pinyin(piece):
            heard += [sounds[piece]] if piece >= FIRST_CJK else map(fold_sound, syllables)
            places += [*accumulate(map(len, syllables), initial=places.pop())]
        else:
            yield heard, places
            heard, places = [], [places[-1] + len(piece)]
    yield heard, places


def read_pinyin(letters: str) -> list[str]:
    """Return the syllables of a Latin word; nothing where it is not pinyin from end to end."""
    found = SYLLABLE.findall(letters) if len(letters) >= SHORTEST_SPELLED else []
    return found if sum(map(len, found)) == len(letters) else []
