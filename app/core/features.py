"""From a cleaned text to the features that the classifier weighs, each with its place in the text.

Feature names carry their kind in the first letter: `w` word, `b` two words in a row, `s` two words with one
between, `c` characters in a row, `p` the same by sound, `e` letters inside an English word, `k` the kind of thing that
a word names (a courier, a refund, a negation, a question for the time …), alone and with each of the next kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from app.core.pattern import Pattern
from app.core.sounds import hear
from app.core.text import CharacterTable
from app.core.word_kinds import Kinds, build_kinds
from app.model import Span

RUN = Pattern(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)?|[?!]")
SPOKEN = Pattern(r"[a-z\u3400-\u4dbf\u4e00-\u9fff]+")
"""Characters and the letters between them: what may be pinyin stands without a space beside a character."""
CHINESE = Pattern(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
FIRST_CJK = "\u3400"
WORD = "w"
NUMBER = "#"
START, END = "^", "$"
LETTER_GRAMS = (3, 4)
SHORTEST_SPELLED_WORD = 4
NEXT_KINDS = 3
"""With how many of the kinds after it a kind is paired; chosen on held-out text (more, or three in a row, is worse)."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the core needs to read text: characters, words, sounds. Built by the library loader.

    `cut` splits a run of Chinese into words; `sounds` gives a character's toneless pinyin, with the
    initials and finals that buyers mix up (zh/z, ng/n …) already folded together; `mend` gives the known word
    that an English word was meant to be; `kinds` what kind of thing a word names.
    """

    characters: CharacterTable
    cut: Callable[[str], list[str]]
    sounds: Mapping[str, str]
    mend: Callable[[str], str] = str
    kinds: Kinds = field(default_factory=build_kinds)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark of a cleaned text."""

    text: str
    span: Span


@dataclass(slots=True)
class Features:
    """Features of one text: names and, beside each, the span that it was read from; and the words themselves."""

    names: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)

    @property
    def joined(self) -> str:
        """Return the words with spaces between them: the form in which texts are compared by words."""
        return " ".join(token.text for token in self.tokens)

    def add(self, name: str, start: int, end: int) -> None:
        """Add one feature read from `start` to `end`."""
        self.names.append(name)
        self.spans.append((start, end))


def tokenize(text: str, lexicon: Lexicon) -> list[Token]:
    """Return the words, numbers and question or exclamation marks of a cleaned text, in order."""
    tokens: list[Token] = []
    # Letters in a Chinese text are brands, models and pinyin: nothing to mend.
    mend = str if CHINESE.search(text) else lexicon.mend
    for match in RUN.finditer(text):
        run, start = match.group(), match.start()
        if run[0] < FIRST_CJK:
            tokens.append(Token(NUMBER if run[0].isdigit() else mend(run), match.span()))
            continue
        for word in lexicon.cut(run):
            tokens.append(Token(word, (start, start + len(word))))
            start += len(word)
    return tokens


def read_plain_features(text: str, lexicon: Lexicon) -> list[str]:
    """Return the names of a cleaned text's words, kinds of things and Chinese characters: half of it all, for less."""
    features = Features(tokens=tokenize(text, lexicon))
    for token in features.tokens:
        features.add(WORD + token.text, *token.span)
    _add_kinds(features, find_kinds(text, features.tokens, lexicon.kinds))
    for characters in CHINESE.finditer(text):
        _add_characters(features, characters.group(), characters.start())
    return features.names


def read_features(text: str, lexicon: Lexicon) -> Features:
    """Return every feature of a cleaned text."""
    features = Features(tokens=tokenize(text, lexicon))
    _add_words(features, features.tokens)
    _add_kinds(features, find_kinds(text, features.tokens, lexicon.kinds))
    for token in features.tokens:
        if len(token.text) >= SHORTEST_SPELLED_WORD and token.text[0] < FIRST_CJK:
            _add_letters(features, token)
    for match in SPOKEN.finditer(text):
        run, start = match.group(), match.start()
        if not run.isascii():
            _add_sounds(features, run, start, lexicon.sounds)
            for characters in CHINESE.finditer(run):
                _add_characters(features, characters.group(), start + characters.start())
    return features


def find_kinds(text: str, tokens: list[Token], kinds: Kinds) -> list[Token]:
    """Return the kinds of things that a cleaned text with these `tokens` names, in order."""
    found = [Token(kinds.english[token.text], token.span) for token in tokens if token.text in kinds.english]
    for run in CHINESE.finditer(text):
        first = run.start()
        found += [Token(kind, (first + start, first + end)) for kind, start, end in kinds.find_chinese(run.group())]
    return sorted(found, key=lambda kind: kind.span)


def _add_kinds(features: Features, kinds: list[Token]) -> None:
    for number, kind in enumerate(kinds):
        features.add("k" + kind.text, *kind.span)
        for later in kinds[number + 1 : number + 1 + NEXT_KINDS]:
            features.add(f"k{kind.text}>{later.text}", kind.span[0], later.span[1])


def _add_words(features: Features, tokens: list[Token]) -> None:
    for token in tokens:
        features.add(WORD + token.text, *token.span)
    for before, after in _neighbours(tokens):
        features.add(f"b{before.text}_{after.text}", before.span[0], after.span[1])
    for before, after in zip(tokens, tokens[2:], strict=False):
        features.add(f"s{before.text}_{after.text}", before.span[0], after.span[1])


def _neighbours(tokens: list[Token]) -> Iterator[tuple[Token, Token]]:
    if not tokens:
        return iter(())
    first, last = tokens[0].span[0], tokens[-1].span[1]
    return pairwise([Token(START, (first, first)), *tokens, Token(END, (last, last))])


def _add_characters(features: Features, run: str, start: int) -> None:
    for size in (1, 2, 3):
        places = range(len(run) - size + 1)
        features.names += ["c" + run[place : place + size] for place in places]
        features.spans += [(start + place, start + place + size) for place in places]


def _add_sounds(features: Features, run: str, start: int, sounds: Mapping[str, str]) -> None:
    for heard, places in hear(run, sounds):
        for size in (2, 3):
            firsts = range(len(heard) - size + 1)
            features.names += ["p" + "".join(heard[first : first + size]) for first in firsts]
            features.spans += [(start + places[first], start + places[first + size]) for first in firsts]


def _add_letters(features: Features, token: Token) -> None:
    spelled = START + token.text + END
    start, end = token.span
    for size in LETTER_GRAMS:
        for place in range(len(spelled) - size + 1):
            # A mended word may be longer than what was written.
            begin = min(start + max(place - 1, 0), end - 1)
            features.add("e" + spelled[place : place + size], begin, min(begin + size, end))
