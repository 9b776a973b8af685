"""Amounts of money with their currency, in figures and in everyday Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from app.core.pattern import Pattern
from app.model import Slot, SlotKind, Span

SYMBOLS = {
    "us$": "USD", "au$": "AUD", "ca$": "CAD", "a$": "AUD", "c$": "CAD", "hk$": "HKD", "$": "USD", "£": "GBP",
    "€": "EUR", "¥": "CNY", "rmb": "CNY", "cny": "CNY", "usd": "USD", "gbp": "GBP", "eur": "EUR", "aud": "AUD",
}  # fmt: skip
UNITS = {
    "元": "CNY", "块钱": "CNY", "块": "CNY", "rmb": "CNY", "cny": "CNY", "人民币": "CNY", "美元": "USD", "美金": "USD",
    "刀": "USD", "英镑": "GBP", "欧元": "EUR", "usd": "USD", "dollars": "USD", "dollar": "USD", "bucks": "USD",
    "gbp": "GBP", "pounds": "GBP", "quid": "GBP", "eur": "EUR", "euros": "EUR", "euro": "EUR", "aud": "AUD",
    "€": "EUR", "£": "GBP", "$": "USD",
}  # fmt: skip
DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
NUMBER = r"\d{1,7}(?:,\d{3})*(?:\.\d{1,2})?"
TOGETHER = "一块"
"""Says “together” far more often than one yuan."""
SPOKEN = r"[零一二两三四五六七八九十百千]{1,7}"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


CODES = frozenset(sign for sign in SYMBOLS if sign.isalpha())
# In "50 usd 3 weeks ago" the code belongs to the number before it.
BEFORE = Pattern(
    rf"(?<![a-z\d])(?P<sign>(?<!\d\s)(?:{_any_of(CODES)})|{_any_of(SYMBOLS.keys() - CODES)})"
    rf"\s?(?P<number>{NUMBER})(?![\d.]*\d)"
)
AFTER = Pattern(
    # 双十一五元 is five yuan on a shopping day; 少了3块 is three pieces short.
    rf"(?:双十[一二])?(?<![\d.])(?<![少缺漏碎])(?<![少缺漏碎]了)(?P<number>{NUMBER}|{SPOKEN})\s?(?P<unit>{_any_of(UNITS)})(?![a-z])"
    r"(?:(?<=块)(?P<dime>[\d一二两三四五六七八九])[毛角]?(?![\d天个件双条只包瓶盒袋张次折周年号点斤块元]))?"
)
DIMES = Pattern(r"(?<![\d.])(?P<dimes>[1-9一二两三四五六七八九])毛(?:钱)?(?P<cents>[1-9一二三四五六七八九])?")


def find_amounts(text: str) -> Iterator[Slot]:
    """Yield the amounts of a cleaned text as `40.00 CNY`; “7块5” is 7.50, “两毛五” 0.25."""
    for match in BEFORE.finditer(text):
        yield _slot(_figure(match["number"]), SYMBOLS[match["sign"]], match.span())
    for match in AFTER.finditer(text):
        if match[0] == TOGETHER:
            continue
        tenths = Decimal(_digit(match["dime"] or "0")) / 10
        # A shopping day before the number is not part of it.
        span = match.start("number"), match.end()
        yield _slot(_figure(match["number"]) + tenths, UNITS[match["unit"]], span)
    for match in DIMES.finditer(text):
        cents = Decimal(_digit(match["cents"] or "0")) / 100
        yield _slot(Decimal(_digit(match["dimes"])) / 10 + cents, "CNY", match.span())


def _slot(amount: Decimal, currency: str, span: Span) -> Slot:
    return Slot(SlotKind.AMOUNT, f"{amount:.2f} {currency}", span)


def _figure(written: str) -> Decimal:
    return Decimal(written.replace(",", "")) if written[0].isdigit() else Decimal(_spoken(written))


def _digit(written: str) -> int:
    return int(written) if written.isdigit() else DIGITS[written]


def _spoken(written: str) -> int:
    """Return the value of an everyday Chinese number below ten thousand: 十五, 两百三, 一千零五十."""
    total, digit, last_unit = 0, 0, 1
    for character in written:
        unit = {"十": 10, "百": 100, "千": 1000}.get(character)
        if unit is None:
            digit, last_unit = DIGITS[character], 1 if character == "零" else last_unit
            continue
        total, digit, last_unit = total + (digit or 1) * unit, 0, unit
    # 两百三 means 230: a last digit without its unit counts tenths of the unit before it.
    return total + digit * (last_unit // 10 if last_unit > 10 else 1)  # noqa: PLR2004
