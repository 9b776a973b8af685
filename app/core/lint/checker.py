"""The pre-send check: what must not leave the desk, where it stands, and how to put it better."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from app.core.definitions import Forbidden, Words
from app.core.lint.bargains import find_bargains
from app.core.lint.contacts import find_contacts
from app.core.lint.promises import find_promises
from app.core.lint.says import SAYS, TONE_SAYS
from app.core.lint.shape import find_excess, find_foreign, find_leftovers
from app.core.lint.sight import Sight, open_eye
from app.core.lint.terms import Terms
from app.core.lint.tone import Ear, Kind
from app.core.lint.wordlist import WordList, compile_words
from app.core.text import CharacterTable
from app.model import Bilingual, Finding, Language, Platform, Span

Severity = Literal["block", "warn"]
WARNINGS = frozenset({"wrong_language", "amount_differs", "too_soon"})
"""Codes that leave it to the agent; every other one of the check's own blocks."""
TONE = "tone"
HEARD: Mapping[Kind, str] = {
    "rude": TONE,
    "blame": TONE,
    "contact": "off_platform_contact",
    "payment": "off_platform_payment",
    "claim": "absolute_claim",
    "bargain": "review_bargain",
    "promise": "overpromise",
}
"""The code of a clause by what the ear hears in it; it only ever warns, because an ear may err."""


@dataclass(frozen=True, slots=True)
class Checker:
    """The pre-send check of one shop. Links to a host of `trusted_links` may be sent.

    Without an `ear` the tone of a text is not listened to.
    """

    words: WordList
    trusted_links: tuple[str, ...] = ()
    ear: Ear | None = None

    def check(
        self, text: str, *, language: Language, platform: Platform, terms: Terms | None = None
    ) -> tuple[Finding, ...]:
        """Return what is wrong with `text`, in reading order; nothing where it may be sent.

        With `terms` its promises are held against what was decided.
        """
        sight = self.words.eye.look(text)
        found = {
            *self._find_words(sight, platform),
            *self._find_contacts(sight, platform),
            *_find_shape(text, language, platform),
            *(_make(code, span) for code, span in find_bargains(sight)),
            *_find_promises(sight, terms),
        }
        found |= {*self._hear_tone(text, found)}
        return tuple(sorted(_drop_covered(found), key=lambda finding: (finding.span, finding.code)))

    def _find_words(self, sight: Sight, platform: Platform) -> Iterator[Finding]:
        for entry, span in self.words.find(sight, frozenset({platform})):
            better = _pair(entry.better) if entry.better else None
            yield Finding(entry.code, entry.severity, span, _pair(entry.say), better)

    def _find_contacts(self, sight: Sight, platform: Platform) -> Iterator[Finding]:
        for code, hidden, span in find_contacts(sight, platform, self.trusted_links):
            # A buyer's own number may have to be named on Taobao; whoever writes one in disguise means to hide it.
            mild = code == "contact_data" and not hidden and platform != "ebay"
            yield _make(code, span, "warn" if mild else "block")

    def _hear_tone(self, text: str, found: Collection[Finding]) -> Iterator[Finding]:
        """Yield the clauses that sound wrong and in which nothing has been `found` yet."""
        for kind, span in self.ear.hear(text) if self.ear else ():
            if not any(_overlaps(span, finding.span) for finding in found):
                code = HEARD[kind]
                yield Finding(code, "warn", span, TONE_SAYS[kind] if code == TONE else SAYS[code])


def build_checker(
    forbidden: Iterable[Forbidden],
    *,
    trusted_links: Iterable[str] = (),
    characters: CharacterTable | None = None,
    ear: Ear | None = None,
) -> Checker:
    """Return a checker for the shop's forbidden list; `characters` simplifies traditional characters."""
    return Checker(compile_words(forbidden, open_eye(characters)), tuple(trusted_links), ear)


def _find_shape(text: str, language: Language, platform: Platform) -> Iterator[Finding]:
    for span in find_leftovers(text):
        yield _make("leftover", span)
    for code, place in (("too_long", find_excess(text, platform)), ("wrong_language", find_foreign(text, language))):
        if place and text.strip():
            yield _make(code, place)


def _find_promises(sight: Sight, terms: Terms | None) -> Iterator[Finding]:
    for code, span in find_promises(sight.folded, terms) if terms else ():
        yield _make(code, span)


def _drop_covered(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings but for those inside a longer one of the same code, or told twice for one place."""
    kept: list[Finding] = []
    for finding in sorted(found, key=_rank):
        if not any(finding.code == other.code and _covers(other.span, finding.span) for other in kept):
            kept.append(finding)
    return kept


def _rank(finding: Finding) -> tuple[int, int, str, str, bool]:
    """Sort by place, longest first; of two that say the same of one place the one with a ready wording."""
    return finding.span[0], -finding.span[1], finding.code, finding.severity, finding.better is None


def _covers(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _overlaps(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _pair(words: Words) -> Bilingual:
    return Bilingual(words.zh, words.en)


def _make(code: str, span: Span, severity: Severity | None = None) -> Finding:
    finding = Finding(code, "block", span, SAYS[code])
    return replace(finding, severity=severity or ("warn" if code in WARNINGS else "block"))
