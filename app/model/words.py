"""The words all layers share: languages, platforms, stages, and a wording in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypeAlias

Span: TypeAlias = tuple[int, int]
"""Start and end (exclusive) in the buyer's original text, in characters."""

Language: TypeAlias = Literal["zh", "en"]
LANGUAGES: tuple[Language, Language] = ("zh", "en")
"""A language a reply is written in."""

Platform: TypeAlias = Literal["taobao", "tmall", "jd", "pdd", "ebay", "other"]
PLATFORMS: tuple[Platform, ...] = ("taobao", "tmall", "jd", "pdd", "ebay", "other")

Fault: TypeAlias = Literal["shop", "buyer", "courier", "unclear"]
"""Whose fault the matter is (P4: who is at fault pays)."""

Remedy: TypeAlias = Literal["refund", "resend", "exchange", "repair"]
"""What a buyer may choose to have done."""

After: TypeAlias = Literal["asked", "requested", "promised", "broken"]
"""What the shop's last words left open: a question, something it asked for, a promise of word, one that is overdue."""

Stage: TypeAlias = Literal["unknown", "unpaid", "paid", "shipped", "delivered", "signed", "closed"]
"""How far the order has come, from the facts that are known."""
STAGES: tuple[Stage, ...] = ("unknown", "unpaid", "paid", "shipped", "delivered", "signed", "closed")

Value: TypeAlias = str | int | Decimal | datetime | date
"""A value that a reply may quote; turned into words per language only when a reply is composed."""


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One wording in both languages of the desk."""

    zh: str
    en: str

    def of(self, language: Language) -> str:
        """Return the wording in `language`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a hand-written file, where it is, and what to do, in both languages."""

    path: str
    line: int
    code: str
    say: Bilingual
    severity: Literal["error", "warning"] = "error"
