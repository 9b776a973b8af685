"""The shop's list of words that never leave the desk, ready to be looked for in any text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from app.core.definitions import Forbidden
from app.core.lint.sight import BARRIER, HAN, Eye, Sight, View, read_leet
from app.model import Platform, Span

GAP = "…"
"""In a word of the list: a few letters (Chinese) or words (English) of the same clause may stand here."""
CHINESE_GAP = rf"[^{re.escape(BARRIER)}]{{0,8}}?"
ENGLISH_GAP = rf"(?: [^ {re.escape(BARRIER)}]+){{0,5}}? "
BRACKETS = frozenset("[]【】()（）<>《》{}_×")
"""A word with one of these is looked for just as it is written."""
KEY = 3
"""Letters by which a Chinese word is looked up; a shorter word by all it has."""
HEAD = 2
TOKEN = re.compile(r"[^ ]+")
Finder = Callable[[str, int], int]
"""Takes a text and a place; returns where the word that begins there ends, or -1."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the list: how to find it, and the wordings in which it is fine because it begins inside them."""

    entry: Forbidden
    find: Finder
    fine: tuple[re.Pattern[str], ...]

    def reach(self, text: str, start: int) -> int:
        """Return where the word ends that begins at `start`, -1 where there is none or it is fine."""
        end = self.find(text, start)
        return -1 if end < 0 or self._is_fine(text, start) else end

    def _is_fine(self, text: str, start: int) -> bool:
        matches = (match for pattern in self.fine for match in pattern.finditer(text))
        return any(match.start() <= start < match.end() for match in matches)


@dataclass(frozen=True, slots=True)
class WordList:
    """Every word of the list, by how it begins: Chinese ones, Latin ones, and those taken to the letter."""

    eye: Eye
    heads: frozenset[str]
    chinese: Mapping[str, tuple[Word, ...]]
    latin: Mapping[str, tuple[Word, ...]]
    literal: tuple[tuple[str, Forbidden], ...]

    def find(self, sight: Sight, platforms: frozenset[Platform]) -> Iterator[tuple[Forbidden, Span]]:
        """Yield the entry and the place in the typed text of each listed word; no platforms means all."""
        found = (*self._find_chinese(sight.tight), *self._find_latin(sight.words), *self._find_literal(sight.folded))
        for entry, span in found:
            if not entry.platform or not platforms or platforms & {*entry.platform}:
                yield entry, span

    def _find_chinese(self, view: View) -> Iterator[tuple[Forbidden, Span]]:
        text = view.text
        if not HAN.search(text):
            return
        for start in [at for at in range(len(text)) if text[at : at + HEAD] in self.heads or text[at] in self.chinese]:
            for size in range(1, KEY + 1):
                for word in self.chinese.get(text[start : start + size], ()) if start + size <= len(text) else ():
                    end = word.reach(text, start)
                    if end > 0:
                        yield word.entry, view.to_original((start, end))

    def _find_latin(self, view: View) -> Iterator[tuple[Forbidden, Span]]:
        text = read_leet(view.text)
        tokens = [(match[0], match.start()) for match in TOKEN.finditer(text)]
        for (token, start), (after, _) in pairwise([*tokens, ("", 0)]):
            for word in (*self.latin.get(token, ()), *self.latin.get(f"{token} {after}", ())):
                end = word.reach(text, start)
                if end > 0:
                    yield word.entry, view.to_original((start, end))

    def _find_literal(self, view: View) -> Iterator[tuple[Forbidden, Span]]:
        for word, entry in self.literal:
            start = view.text.find(word)
            while start >= 0:
                yield entry, view.to_original((start, start + len(word)))
                start = view.text.find(word, start + len(word))


def compile_words(entries: Iterable[Forbidden], eye: Eye) -> WordList:
    """Return the list of `entries`, its words seen with `eye` as texts are."""
    chinese: dict[str, list[Word]] = defaultdict(list)
    latin: dict[str, list[Word]] = defaultdict(list)
    literal: list[tuple[str, Forbidden]] = []
    for entry in entries:
        plain = [word for word in (*entry.zh, *entry.en) if not BRACKETS & {*word}]
        literal += [(eye.look(word).folded.text, entry) for word in (*entry.zh, *entry.en) if BRACKETS & {*word}]
        fine = {
            True: tuple(re.compile(_spell_chinese(word, eye)) for word in entry.fine.zh),
            False: tuple(re.compile(_spell_latin(word, eye)) for word in entry.fine.en),
        }
        for word in plain:
            is_chinese = HAN.search(eye.look(word).tight.text) is not None
            key, find = _compile_chinese(word, eye) if is_chinese else _compile_latin(word, eye)
            (chinese if is_chinese else latin)[key].append(Word(entry, find, fine[is_chinese]))
    return WordList(eye, frozenset(key[:HEAD] for key in chinese), _freeze(chinese), _freeze(latin), tuple(literal))


def _freeze(words: Mapping[str, list[Word]]) -> Mapping[str, tuple[Word, ...]]:
    return {key: tuple(found) for key, found in words.items()}


def _spell_chinese(word: str, eye: Eye) -> str:
    return CHINESE_GAP.join(re.escape(eye.look(part).tight.text) for part in word.split(GAP))


def _spell_latin(word: str, eye: Eye) -> str:
    parts = (eye.look(part).words.text.strip() for part in word.split(GAP))
    return rf"(?<![^ ]){ENGLISH_GAP.join(re.escape(read_leet(part)) for part in parts)}(?![^ ])"


def _compile_chinese(word: str, eye: Eye) -> tuple[str, Finder]:
    first = eye.look(word.split(GAP, 1)[0]).tight.text
    if GAP in word:
        return first[:KEY], _find_pattern(re.compile(_spell_chinese(word, eye)))
    return first[:KEY], _find_plain(first)


def _compile_latin(word: str, eye: Eye) -> tuple[str, Finder]:
    spelled = read_leet(eye.look(word.split(GAP, 1)[0]).words.text.strip())
    return " ".join(spelled.split(" ")[:2]), _find_pattern(re.compile(_spell_latin(word, eye)))


def _find_plain(word: str) -> Finder:
    return lambda text, start: start + len(word) if text.startswith(word, start) else -1


def _find_pattern(pattern: re.Pattern[str]) -> Finder:
    def find(text: str, start: int) -> int:
        match = pattern.match(text, start)
        return match.end() if match else -1

    return find
