"""Sizes and colours, as buyers name them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.model import Slot, SlotKind

LETTER_SIZE = re.compile(r"(?<![a-z0-9])(xxs|xs|s|m|l|x{1,4}l|[2-6]xl)\s?码?(?![a-z0-9'])")
NUMBER_SIZE = re.compile(r"(?<![\d.])(\d{2,3}(?:\.5)?)\s?码")
NAMED_SIZE = re.compile(r"均码|加大码|[大中小]码")
ENGLISH_SIZE = re.compile(
    r"\b(?:size\s|(uk|us|eu)\s?(?:size\s)?)(\d{1,2}(?:\.5)?|x{0,3}[sl]|m)\b"
    r"(?!['.]|\s(?:days?|weeks?|months?|hours?|hrs|minutes?|mins|times?|items?|pieces?|of|more|for|pounds?|dollars?|bucks)\b)"
)
BARE_LETTERS = frozenset("sml")

SHADES = "深|浅|亮|暗|粉|酒|墨|宝|藏|军|米|奶|焦|卡其|驼|雾|烟|荧光|玫"
HUES = "红|橙|黄|绿|青|蓝|紫|粉|黑|白|灰|棕|咖|杏|银|金|米|驼|褐"
CHINESE_COLOR = re.compile(
    # 天 is sky in 天蓝, but day in 昨天蓝色.
    rf"(?<![今昨前明后每])天蓝色?|(?:{SHADES})?(?:{HUES})色|卡其色?|咖啡色|米白色?|藏青色?|(?:深|浅|宝|墨|酒|军|玫)(?:{HUES})"
)
ENGLISH_COLOR = re.compile(
    r"\b(?:(?:dark|light|navy|sky|royal|bright|pale|rose|off)[\s-])?"
    r"(?:red|orange|yellow|green|blue|purple|pink|black(?!\sfriday)|white|gr[ae]y|brown|beige|navy|teal|silver|gold|cream|khaki|burgundy)\b"
)


def find_sizes(text: str) -> Iterator[Slot]:
    """Yield the sizes of a cleaned text in capitals. A lone letter counts only beside 码 or `size`."""
    for match in ENGLISH_SIZE.finditer(text):
        yield Slot(SlotKind.SIZE, f"{match[1] or ''} {match[2]}".strip().upper(), match.span())
    for match in LETTER_SIZE.finditer(text):
        if match[1] not in BARE_LETTERS or match[0].endswith("码"):
            yield Slot(SlotKind.SIZE, match[1].upper(), match.span())
    for match in NUMBER_SIZE.finditer(text):
        yield Slot(SlotKind.SIZE, match[1], match.span())
    for match in NAMED_SIZE.finditer(text):
        yield Slot(SlotKind.SIZE, match[0], match.span())


def find_colors(text: str) -> Iterator[Slot]:
    """Yield the colours of a cleaned text, as written."""
    for pattern in (CHINESE_COLOR, ENGLISH_COLOR):
        for match in pattern.finditer(text):
            yield Slot(SlotKind.COLOR, match[0], match.span())
