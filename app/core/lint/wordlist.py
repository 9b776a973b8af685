"""The shop's list of words that never leave the desk, ready to be looked for in any text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from app.core.definitions import Forbidden
from app.core.lint.phrases import (
    KEY,
    is_chinese,
    is_literal,
    list_chinese_keys,
    list_latin_keys,
    spell_chinese,
    spell_latin,
)
from app.core.lint.sight import HAN, Eye, Sight, View, read_leet
from app.core.pattern import Pattern
from app.model import Platform, Span

HEAD = 2
TOKEN = Pattern(r"[^ ]+")
AROUND = 100
"""Letters before and after the begin of a word in which a wording is looked for that makes it fine."""
WEAK = "+"
"""Before a word of the list: by itself it says nothing; two of the same entry close together do."""
CLOSE = {True: 16, False: 50}
"""Letters between two such words, in Chinese and in English: about a clause."""


class PatternTable(dict[str, re.Pattern[str]]):
    """Compiled patterns. Filled as texts call for them: few of a long list are ever met, and compiling takes time."""

    def __missing__(self, spelled: str) -> re.Pattern[str]:
        """Compile, remember and return a pattern."""
        self[spelled] = re.compile(spelled)
        return self[spelled]


@dataclass(frozen=True, slots=True)
class Word:
    """The words of one entry that begin alike, and the wordings inside which they may begin and are fine."""

    entry: Forbidden
    spelled: str
    fine: tuple[str, ...]
    weak: bool

    def reach(self, text: str, start: int, patterns: PatternTable) -> int:
        """Return where the word ends that begins at `start`, -1 where there is none or it is fine."""
        match = patterns[self.spelled].match(text, start)
        return match.end() if match and not self._is_fine(text, start, patterns) else -1

    def _is_fine(self, text: str, start: int, patterns: PatternTable) -> bool:
        window = max(0, start - AROUND), start + AROUND
        matches = (match for spelled in self.fine for match in patterns[spelled].finditer(text, *window))
        return any(match.start() <= start < match.end() for match in matches)


Hit = tuple[Word, Span]


@dataclass(frozen=True, slots=True)
class WordList:
    """Every word of the list, by how it begins: Chinese ones, Latin ones, and those taken to the letter."""

    eye: Eye
    heads: frozenset[str]
    chinese: Mapping[str, tuple[Word, ...]]
    latin: Mapping[str, tuple[Word, ...]]
    literal: tuple[tuple[str, Forbidden], ...]
    patterns: PatternTable

    def find(self, sight: Sight, platforms: frozenset[Platform]) -> Iterator[tuple[Forbidden, Span]]:
        """Yield the entry and the place in the typed text of each listed word; no platforms means all."""
        chinese = _tell(self._find_chinese(sight.tight.text), sight.tight, near=CLOSE[True])
        latin = _tell(self._find_latin(read_leet(sight.words.text)), sight.words, near=CLOSE[False])
        for entry, span in (*chinese, *latin, *self._find_literal(sight.folded)):
            if not entry.platform or not platforms or platforms & {*entry.platform}:
                yield entry, span

    def _find_chinese(self, text: str) -> Iterator[Hit]:
        if not HAN.search(text):
            return
        for start in [at for at in range(len(text)) if text[at : at + HEAD] in self.heads or text[at] in self.chinese]:
            for size in range(1, KEY + 1):
                for word in self.chinese.get(text[start : start + size], ()) if start + size <= len(text) else ():
                    end = word.reach(text, start, self.patterns)
                    if end > 0:
                        yield word, (start, end)

    def _find_latin(self, text: str) -> Iterator[Hit]:
        tokens = [(match[0], match.start()) for match in TOKEN.finditer(text)]
        for (token, start), (after, _) in pairwise([*tokens, ("", 0)]):
            for word in (*self.latin.get(token, ()), *self.latin.get(f"{token} {after}", ())):
                end = word.reach(text, start, self.patterns)
                if end > 0:
                    yield word, (start, end)

    def _find_literal(self, view: View) -> Iterator[tuple[Forbidden, Span]]:
        for word, entry in self.literal:
            start = view.text.find(word)
            while start >= 0:
                yield entry, view.to_original((start, start + len(word)))
                start = view.text.find(word, start + len(word))


def _tell(hits: Iterable[Hit], view: View, *, near: int) -> Iterator[tuple[Forbidden, Span]]:
    """Yield what was found in a view: each word, and two weak ones `near` each other with what is between them."""
    last: dict[int, Span] = {}
    for word, span in hits:
        if not word.weak:
            yield word.entry, view.to_original(span)
            continue
        before = last.get(id(word.entry), span)
        if before[1] <= span[0] <= before[1] + near and view.text[slice(*before)] != view.text[slice(*span)]:
            yield word.entry, view.to_original((before[0], span[1]))
        if before == span or before[1] <= span[0]:
            last[id(word.entry)] = span


def compile_words(entries: Iterable[Forbidden], eye: Eye) -> WordList:
    """Return the list of `entries`, its words seen with `eye` as texts are."""
    chinese: dict[str, list[Word]] = defaultdict(list)
    latin: dict[str, list[Word]] = defaultdict(list)
    literal: list[tuple[str, Forbidden]] = []
    for entry in entries:
        words = [word for word in (*entry.zh, *entry.en) if not is_literal(word)]
        literal += [(eye.look(word).folded.text, entry) for word in (*entry.zh, *entry.en) if is_literal(word)]
        for key, word in _join_chinese(entry, words, eye):
            chinese[key].append(word)
        for key, word in _join_latin(entry, words, eye):
            latin[key].append(word)
    heads = frozenset(key[:HEAD] for key in chinese)
    return WordList(eye, heads, _freeze(chinese), _freeze(latin), tuple(literal), PatternTable())


def _join_chinese(entry: Forbidden, words: Iterable[str], eye: Eye) -> Iterator[tuple[str, Word]]:
    """Yield the Chinese ones of the words by their keys."""
    own = [word for word in words if is_chinese(word.removeprefix(WEAK), eye)]
    fine = tuple(spell_chinese(word, eye) for word in entry.fine.zh)
    for (key, weak), spelled in _join(own, lambda word: (list_chinese_keys(word, eye), spell_chinese(word, eye))):
        yield key, Word(entry, spelled, fine, weak)


def _join_latin(entry: Forbidden, words: Iterable[str], eye: Eye) -> Iterator[tuple[str, Word]]:
    """Yield the English and pinyin ones of the words by their keys."""
    own = [word for word in words if not is_chinese(word.removeprefix(WEAK), eye)]
    fine = tuple(spell_latin(word, eye) for word in entry.fine.en)
    for (key, weak), spelled in _join(own, lambda word: (list_latin_keys(word, eye), spell_latin(word, eye))):
        yield key, Word(entry, spelled, fine, weak)


def _join(
    words: Iterable[str], read: Callable[[str], tuple[frozenset[str], str]]
) -> Iterator[tuple[tuple[str, bool], str]]:
    """Yield each key, with whether its words are weak, and one pattern of all words under it, longest first."""
    found: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for word in words:
        keys, spelled = read(word.removeprefix(WEAK))
        for key in keys:
            found[key, word.startswith(WEAK)].append(spelled)
    for place, ways in found.items():
        yield place, "|".join(sorted(dict.fromkeys(ways), key=len, reverse=True))


def _freeze(words: Mapping[str, list[Word]]) -> Mapping[str, tuple[Word, ...]]:
    return {key: tuple(found) for key, found in words.items()}
