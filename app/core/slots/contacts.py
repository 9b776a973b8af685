"""Phone numbers, e-mail addresses and postal addresses: found so that they can be masked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.pattern import Pattern
from app.model import Slot, SlotKind

MOBILE = Pattern(r"(?<![\d.-])(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")
LANDLINE = Pattern(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
ABROAD = Pattern(r"(?<![\w+])\+\d{1,3}[\s-]?\(?\d{1,4}\)?(?:[\s-]?\d{2,4}){2,4}(?!\d)")
EMAIL = Pattern(r"[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}")
PLACE = r"[\u4e00-\u9fffa-z0-9()-]"
ADDRESS = Pattern(
    rf"(?:[\u4e00-\u9fff]{{2,8}}省)?(?:[\u4e00-\u9fff]{{2,8}}(?:市|自治州|州|盟))?[\u4e00-\u9fff]{{2,8}}(?:区|县|市|镇|乡){PLACE}{{2,24}}?"
    rf"(?:路|街|道|巷|弄|村|小区|花园|公寓|大厦|号){PLACE}{{0,16}}"
)
LEAD = Pattern(r"[^省市区县镇乡]*(?:改[到成为]|[寄送发][到往给]|地址[是为]?|住在)")
"""What stands before an address and is no part of it."""
STREET = Pattern(
    r"\b\d{1,5}[a-z]?\s(?:[a-z]+\s){1,4}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|way)\b"
    r"(?:[ ,]+[a-z0-9]+){0,6}"
)
FINDERS = (
    (SlotKind.EMAIL, EMAIL),
    (SlotKind.PHONE, MOBILE),
    (SlotKind.PHONE, LANDLINE),
    (SlotKind.PHONE, ABROAD),
    (SlotKind.ADDRESS, ADDRESS),
    (SlotKind.ADDRESS, STREET),
)


def find_contacts(text: str) -> Iterator[Slot]:
    """Yield contact data of a cleaned text; phone numbers as digits with a leading + kept."""
    for kind, pattern in FINDERS:
        for match in pattern.finditer(text):
            lead = LEAD.match(match[0]) if pattern is ADDRESS else None
            start = match.start() + (lead.end() if lead else 0)
            found = text[start : match.end()]
            yield Slot(kind, re.sub(r"[^\d+]", "", found) if kind is SlotKind.PHONE else found, (start, match.end()))
