"""What can be wrong with the shape of a finished reply, whoever wrote it and whatever it is about."""

from __future__ import annotations

import re
from collections import Counter

from app.core.definitions import Voice
from app.model import Language

SHAPES = {
    "a place is not filled": re.compile(r"[{}]|%\}|\bNone\b"),
    "a space is doubled or stands before a mark": re.compile(r"  | [,.;:!?](?= |$)", re.MULTILINE),
    "a mark is doubled": re.compile(r"[，。；：？！、]{2}|(?<!\.)\.\.(?!\.)|[,;:!?][,;:.]"),
    "a paragraph is empty": re.compile(r"\n{3}|\n[ \t]+\n|\A\s|\s\Z"),
}
GREETING = {"zh": re.compile(r"[您你]好(?=[，,。！!～~]|$)", re.MULTILINE), "en": re.compile(r"\b(?:Hello|Hi|Dear)\b")}
SORRY = re.compile(r"歉|对不起|不好意思|\bsorry\b|\bapolog", re.IGNORECASE)
SENTENCE = re.compile(r"[^。！？\n]+[。！？]|(?:[^.!?\n]|[.!?](?! |\n|\Z))+[.!?]")


def find_faults(text: str, voice: Voice, language: Language) -> list[str]:
    """Return what is wrong with the shape of a reply in a voice, and where; nothing where it is sound."""
    hits = ((why, shape.search(text)) for why, shape in SHAPES.items())
    found = [f"{why}: {text[max(0, hit.start() - 20) : hit.end() + 10]!r}" for why, hit in hits if hit]
    closing = (voice.zh if language == "zh" else voice.en).closing
    found += ["it greets not just once"] if len(GREETING[language].findall(text)) != 1 else []
    found += ["it closes twice"] if text.count(closing) > 1 else []
    twice = (said for said, times in Counter(split(text)).items() if times > 1)
    return found + [f"it says twice: {said}" for said in twice]


def split(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [found[0].strip() for found in SENTENCE.finditer(text)]


def count_apologies(text: str) -> int:
    """Return how many sentences apologise."""
    return sum(bool(SORRY.search(sentence)) for sentence in split(text))
