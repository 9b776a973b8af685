"""The pre-send check: what must not leave the desk, where it stands, and how to put it better."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.core.definitions import Forbidden
from app.core.slots.contacts import EMAIL, MOBILE
from app.model import Bilingual, Finding, Language, Platform, Span

EBAY_LONGEST = 2000
"""Longest message that eBay's Message API takes, in characters."""
LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|｛｛|｝｝|\bTODO\b|\bX{2,}\b(?![LSls])|\?\?\?|【\s*】")
LINK = re.compile(r"(?:https?://|www\.)[^\s\u3000-\u9fff]+", re.IGNORECASE)
HAN = re.compile(r"[\u4e00-\u9fff]")
SAYS = {
    "leftover": Bilingual(
        "模板里没填完的地方，请补上或删掉。", "A place that was never filled in: complete it or delete it."
    ),
    "too_long": Bilingual(
        "超过 eBay 的 2000 个字符，请写短些。", "Longer than eBay's 2,000 characters: please shorten it."
    ),
    "wrong_language": Bilingual("语言和要发出的语言不一致。", "Not the language that this reply is sent in."),
    "contact_data": Bilingual(
        "不要在消息里写电话或邮箱，请留在平台内沟通。",
        "No phone number or e-mail address: stay on the platform.",
    ),
    "outside_link": Bilingual(
        "不要放站外链接；物流单号买家可以在订单页查。",
        "No links off the platform; buyers can track the parcel from the order page.",
    ),
}


@dataclass(frozen=True, slots=True)
class ForbiddenPattern:
    """One entry of the forbidden list, ready to search: Chinese by characters, English by whole words."""

    entry: Forbidden
    chinese: re.Pattern[str] | None
    english: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Checker:
    """The pre-send check of one shop. `trusted_links` are the starts of links that may be sent."""

    patterns: tuple[ForbiddenPattern, ...]
    trusted_links: tuple[str, ...] = ()

    def check(self, text: str, *, language: Language, platform: Platform) -> tuple[Finding, ...]:
        """Return what is wrong with `text`, in reading order; nothing where it may be sent."""
        found = {
            *self._find_forbidden(text, platform),
            *self._find_contacts(text, platform),
            *_find_shape(text, language, platform),
        }
        return tuple(sorted(found, key=lambda finding: (finding.span, finding.code)))

    def _find_forbidden(self, text: str, platform: Platform) -> Iterator[Finding]:
        squeezed, places = squeeze(text)
        folded, folded_places = fold(text)
        for pattern in self.patterns:
            entry = pattern.entry
            if entry.platform and platform not in entry.platform:
                continue
            say = Bilingual(entry.say.zh, entry.say.en)
            for compiled, searched, origin in (
                (pattern.chinese, squeezed, places),
                (pattern.english, folded, folded_places),
            ):
                for match in compiled.finditer(searched) if compiled else ():
                    yield Finding(entry.code, entry.severity, (origin[match.start()], origin[match.end() - 1] + 1), say)

    def _find_contacts(self, text: str, platform: Platform) -> Iterator[Finding]:
        folded, places = fold(text)
        for pattern in (EMAIL, MOBILE):
            for match in pattern.finditer(folded):
                span = (places[match.start()], places[match.end() - 1] + 1)
                yield _finding("contact_data", span, "block" if platform == "ebay" else "warn")
        for match in LINK.finditer(text):
            if not match[0].startswith(self.trusted_links):
                yield _finding("outside_link", match.span(), "block")


def build_checker(forbidden: Iterable[Forbidden], *, trusted_links: Iterable[str] = ()) -> Checker:
    """Return a checker for the shop's forbidden list."""
    return Checker(tuple(_compile(entry) for entry in forbidden), tuple(trusted_links))


def _compile(entry: Forbidden) -> ForbiddenPattern:
    chinese = "|".join(re.escape(squeeze(word)[0]) for word in entry.zh)
    english = "|".join(r"\s+".join(map(re.escape, fold(word)[0].split())) for word in entry.en)
    return ForbiddenPattern(
        entry,
        re.compile(chinese) if chinese else None,
        re.compile(rf"(?<![a-z0-9])(?:{english})(?![a-z0-9])") if english else None,
    )


def fold(text: str) -> tuple[str, tuple[int, ...]]:
    """Return `text` in compatibility form and lower case, and the place in `text` of each of its letters."""
    pairs = [
        (letter, place)
        for place, character in enumerate(text)
        for letter in unicodedata.normalize("NFKC", character.replace("’", "'")).lower()
    ]
    return "".join(letter for letter, _ in pairs), tuple(place for _, place in pairs)


def squeeze(text: str) -> tuple[str, tuple[int, ...]]:
    """Return `text` folded and without spaces, so that a space inside a word hides nothing, with places."""
    folded, places = fold(text)
    kept = [(letter, place) for letter, place in zip(folded, places, strict=True) if not letter.isspace()]
    return "".join(letter for letter, _ in kept), tuple(place for _, place in kept)


def _find_shape(text: str, language: Language, platform: Platform) -> Iterator[Finding]:
    for match in LEFTOVER.finditer(text):
        yield _finding("leftover", match.span(), "block")
    if platform == "ebay" and len(text) > EBAY_LONGEST:
        yield _finding("too_long", (EBAY_LONGEST, len(text)), "block")
    han, latin = len(HAN.findall(text)), sum(letter.isascii() and letter.isalpha() for letter in text)
    foreign = han > latin if language == "en" else latin > 0 and not han
    if text.strip() and foreign:
        yield _finding("wrong_language", (0, len(text)), "warn")


def _finding(code: str, span: Span, severity: str) -> Finding:
    return Finding(code, "block" if severity == "block" else "warn", span, SAYS[code])
