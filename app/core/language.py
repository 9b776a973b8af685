"""Which language a message is written in, and which one to answer in."""

from __future__ import annotations

from typing import Literal

from app.core.pattern import Pattern
from app.model import Language, Platform

CJK = Pattern(r"[\u3400-\u4dbf\u4e00-\u9fff]")
LATIN_WORD = Pattern(r"[a-z]{2,}")
MessageLanguage = Literal["zh", "en", "mixed"]

# A Chinese message that names a model or a size ("M码", "iphone 充电头") is still Chinese.
FOREIGN_WORDS_IN_CHINESE = 3
CHARACTERS_PER_WORD = 2


def detect_language(text: str) -> MessageLanguage:
    """Return the language of a cleaned text: `mixed` where both carry much of it, `zh` for no letters at all."""
    characters = len(CJK.findall(text))
    words = len(LATIN_WORD.findall(text))
    if not words:
        return "zh"
    if not characters:
        return "en"
    if words < FOREIGN_WORDS_IN_CHINESE or characters > words * CHARACTERS_PER_WORD * FOREIGN_WORDS_IN_CHINESE:
        return "zh"
    return "mixed"


def spoken_language(text: str) -> MessageLanguage:
    """Return the language to take a cleaned text for when it is answered.

    One that holds more Chinese characters than English words is by somebody who thinks in Chinese, and quotes English.
    """
    language = detect_language(text)
    quotes = language == "mixed" and len(CJK.findall(text)) > len(LATIN_WORD.findall(text))
    return "zh" if quotes else language


def reply_language(
    spoken: MessageLanguage, *, wanted: Literal["auto", "zh", "en"], platform: Platform, has_letters: bool
) -> Language:
    """Return the language to answer in: the wanted one, else the buyer's, else the platform's own."""
    if wanted != "auto":
        return wanted
    own: Language = "en" if platform == "ebay" else "zh"
    if spoken == "mixed" or not has_letters:
        return own
    return spoken


def tells_little(text: str) -> bool:
    """Return whether a text is too short to tell whose language it is: “XL”, “ok”."""
    return not CJK.search(text) and len(LATIN_WORD.findall(text)) < FOREIGN_WORDS_IN_CHINESE


def has_letters(text: str) -> bool:
    """Return whether a text holds any Chinese character or Latin word."""
    return bool(CJK.search(text) or LATIN_WORD.search(text))
