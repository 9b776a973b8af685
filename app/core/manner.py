"""How the buyer writes (S5), and what a person above the agent must hear of (P8): plain rules over the shop's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.core.language import CJK
from app.core.manner_list import MannerList, Marks, Noticed, Threat, WordList
from app.core.pattern import Pattern
from app.core.replies import Variant
from app.core.text import CharacterTable, Cleaned, clean
from app.model import Bilingual, Manner, Sign, Span

PLAIN = "plain"
"""The manner of a message that shows no other."""
MOST_SIGNS = 5
LETTERS_IN_A_WORD = 3
"""Words in capitals are at least so long on average, so that sizes (S M L XL) are no shouting."""

_NOTHING = Pattern(r"(?!)")
_LATIN = Pattern(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Search:
    """Words to find in a cleaned text, and the phrases inside which they do not count."""

    words: Pattern
    unless: Pattern

    def find(self, text: str) -> Iterator[Span]:
        """Yield where the words stand, in order."""
        hidden = [found.span() for found in self.unless.finditer(text)]
        for found in self.words.finditer(text):
            start, end = found.span()
            if not any(first <= start and end <= last for first, last in hidden):
                yield start, end


@dataclass(frozen=True, slots=True)
class Watch:
    """A shop's manners and threats, ready to be looked for; the manner that counts most comes first."""

    manners: tuple[tuple[Noticed, Search], ...]
    threats: tuple[tuple[Threat, Search], ...]

    def notice(self, cleaned: Cleaned) -> Manner:
        """Return the first manner that the message shows, with what shows it; `plain` where it shows none."""
        for noticed, search in self.manners:
            signs = (*_find_words(search, cleaned), *_find_others(noticed, search, cleaned))
            if signs:
                return Manner(noticed.id, signs[:MOST_SIGNS])
        return Manner(PLAIN)

    def hear_threats(self, cleaned: Cleaned) -> tuple[Bilingual, ...]:
        """Return for each kind of threat in the message why somebody above must decide."""
        return tuple(tell_threat(threat) for threat in self.find_threats(cleaned))

    def find_threats(self, cleaned: Cleaned) -> tuple[Threat, ...]:
        """Return the kinds of threat that the message holds."""
        return tuple(threat for threat, search in self.threats if any(search.find(cleaned.text)))

    def order(self, variants: Iterable[Variant], manner: Manner | None) -> tuple[Variant, ...]:
        """Return `variants` with those that suit the manner best in front, the others as they were."""
        named = manner.id if manner else PLAIN
        wanted = next((noticed.variants for noticed, _ in self.manners if noticed.id == named), ())
        return tuple(sorted(variants, key=lambda one: wanted.index(one) if one in wanted else len(wanted)))


def tell_threat(threat: Threat) -> Bilingual:
    """Return why somebody above must hear of a threat."""
    return Bilingual(threat.because.zh, threat.because.en)


def build_watch(written: MannerList, table: CharacterTable) -> Watch:
    """Return what the shop has written ready for use; `table` cleans its words as messages are cleaned."""
    return Watch(
        tuple((one, _build_search(one.words, one.unless, table)) for one in written.manners),
        tuple((one, _build_search(one.words, one.unless, table)) for one in written.threats),
    )


def _build_search(words: WordList, unless: WordList, table: CharacterTable) -> Search:
    return Search(_compile(words, table), _compile(unless, table))


def _compile(words: WordList, table: CharacterTable) -> Pattern:
    folded = sorted({clean(word, table).text for word in words.both} - {""}, key=lambda word: (-len(word), word))
    return Pattern("|".join(map(_spell, folded))) if folded else _NOTHING


def _spell(word: str) -> str:
    """Return the pattern of a word; Latin letters and digits count only as whole words, Chinese wherever they stand."""
    before = r"(?<![a-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
    after = r"(?![a-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
    return before + re.escape(word) + after


def _find_words(search: Search, cleaned: Cleaned) -> Iterator[Sign]:
    for span in search.find(cleaned.text):
        start, end = cleaned.to_original(span)
        yield Sign("word", cleaned.original[start:end], (start, end))


def _find_others(noticed: Noticed, search: Search, cleaned: Cleaned) -> Iterator[Sign]:
    """Yield marks and length, which say nothing by themselves where an `unless` phrase stands beside them."""
    if search.unless.search(cleaned.text):
        return
    for span in _find_marks(noticed.marks, cleaned.original):
        yield Sign("mark", cleaned.original[slice(*span)], span)
    if noticed.length:
        chinese, latin = len(CJK.findall(cleaned.text)), len(_LATIN.findall(cleaned.text))
        if chinese >= noticed.length.zh or latin >= noticed.length.en:
            yield Sign("length", str(chinese + latin), (0, len(cleaned.original)))


def _find_marks(marks: Marks, text: str) -> Iterator[Span]:
    for least, sign in ((marks.exclamations, "[!！]"), (marks.questions, "[?？]")):
        if least:
            yield from (found.span() for found in re.finditer(f"{sign}{{{least},}}", text))
    if marks.capitals:
        yield from _find_shouting(marks.capitals, text)


def _find_shouting(least: int, text: str) -> Iterator[Span]:
    """Yield where at least so many words in a row are all capitals and long enough to be no list of sizes."""
    more = rf"(?:[\s,.!?'’]+[A-Z]+){{{least - 1},}}"
    for found in re.finditer(rf"(?<![A-Za-z0-9])[A-Z]+{more}(?![A-Za-z0-9])", text):
        if sum(map(str.isalpha, found[0])) >= LETTERS_IN_A_WORD * least:
            yield found.span()
