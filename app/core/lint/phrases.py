"""How a word of the shop's list is written, and how it is found: gaps, choices, the begin and end of a clause."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.core.lint.sight import BARRIER, HAN, Eye, fold, part, read_leet, squeeze
from app.core.pattern import Pattern

GAP = "…"
"""In a word of the list: a few letters (Chinese) or words (English) of the same clause may stand here; at its end all
of them belong to it.
"""
CHINESE_GAP = rf"[^{re.escape(BARRIER)}]{{0,8}}?"
ENGLISH_GAP = rf"(?: [^ {re.escape(BARRIER)}]+){{0,5}}? "
CHOICE = "/"
"""In a word of the list: parts several wordings of one place; an empty one lets the place be left out.

The places of such a word are parted by spaces, “_” stands for a space inside one wording (“you should/ought_to have”).
A comma is any mark between two clauses; a full stop is where a clause begins or ends.
"""
STOPS = frozenset("。.")
BEGIN = rf"(?:^|(?<={re.escape(BARRIER)})|(?<={re.escape(BARRIER)} ))"
END = rf"(?= ?{re.escape(BARRIER)}|$)"
BRACKETS = frozenset("[]【】()（）<>《》{}_×")
"""A word with one of these, and no choice, is looked for just as it is written."""
RANK = Pattern(r"[a-z]+\d+")
"""Latin letters and a number, such as no1 and top10."""
KEY = 3
"""Letters by which a Chinese word is looked up; a shorter word by all it has."""


def spell_chinese(word: str, eye: Eye) -> str:
    """Return the pattern of a Chinese word, for a view without spaces and marks."""

    def spell(wording: str) -> str:
        seen = _see_tight(wording, eye)
        # A rank of no1 is no part of a longer number or name: mailNo=1234, No.1234.
        return rf"(?<![a-z]){re.escape(seen)}(?!\d)" if RANK.fullmatch(seen) else re.escape(seen)

    if CHOICE not in word:
        spelled = CHINESE_GAP.join(spell(piece) for piece in word.split(GAP))
        return spelled.removesuffix("?") if word.endswith(GAP) else spelled
    return _read_places(word, spell, space="", gap=CHINESE_GAP)


def spell_latin(word: str, eye: Eye) -> str:
    """Return the pattern of an English or pinyin word, for a view of words."""

    def spell(wording: str) -> str:
        return re.escape(_see_words(wording.replace("_", " "), eye))

    if CHOICE not in word:
        spelled = ENGLISH_GAP.join(spell(piece) for piece in word.split(GAP))
        return rf"(?<![^ ]){spelled.removesuffix('? ') if word.endswith(GAP) else spelled}(?![^ ])"
    return rf"(?<![^ ]){_read_places(word, spell, space=' ', gap=ENGLISH_GAP)}(?![^ ])"


def _see_tight(wording: str, eye: Eye) -> str:
    """Return a part of a Chinese word as it is seen in a Chinese text, even where it is but a letter or a mark."""
    return squeeze(fold(wording, eye.looks), eye.tight).text


def _see_words(wording: str, eye: Eye) -> str:
    """Return a part of an English or pinyin word as it is seen in a text."""
    return read_leet(part(fold(wording, eye.looks)).text.strip())


def _read_places(word: str, spell: Callable[[str], str], *, space: str, gap: str) -> str:
    """Return the pattern of a word with choices; the space before a place goes with it where it is left out."""
    pattern, before = "", ""
    for places in word.split(GAP):
        for place in places.split():
            if place in STOPS and not pattern:
                pattern = BEGIN
                continue
            ways = (END if one in STOPS else before + spell(one) if one else "" for one in place.split(CHOICE))
            pattern += f"(?:{'|'.join(sorted(ways, key=len, reverse=True))})"
            before = space
        pattern, before = pattern + gap, ""
    return pattern.removesuffix(gap)


def _list_heads(word: str) -> list[str]:
    """Return what a word of the list may begin with."""
    first = word.split(GAP, 1)[0]
    if CHOICE not in word:
        return [first]
    return next(place for place in first.split() if place not in STOPS).replace("_", " ").split(CHOICE)


def list_chinese_keys(word: str, eye: Eye) -> frozenset[str]:
    """Return the first letters by which a Chinese word is looked up."""
    return frozenset(_see_tight(head, eye)[:KEY] for head in _list_heads(word))


def list_latin_keys(word: str, eye: Eye) -> frozenset[str]:
    """Return the first one or two words by which an English or pinyin word is looked up."""
    heads = (_see_words(head, eye) for head in _list_heads(word))
    return frozenset(" ".join(head.split(" ")[:2]) for head in heads)


def is_chinese(word: str, eye: Eye) -> bool:
    """Return whether a word of the list holds a Chinese character, as it is seen."""
    return HAN.search(fold(word, eye.looks).text) is not None


def is_literal(word: str) -> bool:
    """Return whether a word is looked for just as it is written."""
    return CHOICE not in word and bool(BRACKETS & {*word})
