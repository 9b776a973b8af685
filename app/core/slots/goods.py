"""Sizes and colours, as buyers name them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.core.pattern import Pattern
from app.model import Slot, SlotKind

LETTER_SIZE = Pattern(r"(?<![a-z0-9])(xxs|xs|s|m|l|x{1,4}l|[2-6]xl)\s?码?(?![a-z0-9'])")
NUMBER_SIZE = Pattern(r"(?<![\d.])(\d{2,3}(?:\.5)?)\s?码")
NAMED_SIZE = Pattern(r"均码|加大码|[大中小]码")
ENGLISH_SIZE = Pattern(
    r"\b(?:size\s|(uk|us|eu)\s?(?:size\s)?)(\d{1,2}(?:\.5)?|x{0,3}[sl]|m)\b"
    r"(?!['.]|\s(?:days?|weeks?|months?|hours?|hrs|minutes?|mins|times?|items?|pieces?|of|more|for|pounds?|dollars?|bucks)\b)"
)
BARE_LETTERS = frozenset("sml")

SHADES = "深|浅|亮|暗|粉|酒|墨|宝|藏|军|米|奶|焦|卡其|驼|雾|烟|荧光|玫"
HUES = "红|橙|黄|绿|青|蓝|紫|粉|黑|白|灰|棕|咖|杏|银|金|米|驼|褐"
CHINESE_COLOR = Pattern(
    # 天 is sky in 天蓝, but day in 昨天蓝色.
    rf"(?<![今昨前明后每])天蓝色?|(?:{SHADES})?(?:{HUES})色|卡其色?|咖啡色|(?:燕麦|焦糖|奶茶|奶油|豆沙|香槟|牛油果|薄荷|橘|裸)色|米白色?|藏青色?|(?:深|浅|宝|墨|酒|军|玫)(?:{HUES})"
)
ENGLISH_COLOR = Pattern(
    r"\b(?:(?:dark|light|navy|sky|royal|bright|pale|rose|off)[\s-])?"
    r"(?:red|orange|yellow|green|blue|purple|pink|black(?!\sfriday)|white|gr[ae]y|brown|beige|navy|teal|silver|gold|cream|khaki|burgundy)\b"
)

WANTED = "wanted"
LARGER, SMALLER = "+1", "-1"
"""The next size up or down, where the buyer names no other."""
WISH_LENGTH = 24
WISH = Pattern(
    r"(?<!不)(?<!别)(?:换成?|换[个件双条套]|换一[个件双条套]|换到|改成?|改为|改到|改[个件]|想要|需要|(?<!不)(?<!没)要)"
    r"(?:的是|一?[个件双条套]|的|那个|这个)?(?:[\u4e00-\u9fff]{1,3}的)?\s?$"
    r"|\b(?:need|needed|want|wanted|would like|i'd like|prefer|(?:can|could|may) (?:i|we) (?:please )?(?:get|have)"
    r"|(?:swap|exchange|change|switch)(?: it| them| this)? (?:for|to|into)|make (?:it|that|them|this))"
    r"\s(?:(?:a|an|the|one|it|them|in|for|same|plain|other|normal)\s){0,3}$"
)
"""How a wish for the size or colour that follows is begun."""
WISHED_SIZE = Pattern(
    r"(?:(?P<swap>换(?:成|个|到)?|改成|改为|\b(?:swap|exchange|change)(?: it| them| this)? (?:for|to|into))"
    r"|\b(?:need|want|wanted|prefer|would like|i'd like))"
    r"\s?(?:(?:a|an|the|one in|it in)\s)?(?:size\s)?"
    r"(?P<size>[sml](?![a-z0-9'])|\d{1,2}(?:\.5)?(?=\s?(?:$|[,.;!?]|in(?:stead)?\b|please|码|号))|(?:small|medium|large)\b)"
)
MADE_SIZE = Pattern(
    r"\bmake (?:it|that|them|this) (?:(?:a|an|the|in) )?(?:size )?(?P<size>[sml](?![a-z0-9'])|(?:small|medium|large)\b)"
)
NEXT_SIZE = Pattern(
    r"(?P<larger>大[一1][号码]|(?:one|a|next) size (?:up|larger|bigger)|size up|(?:larger|bigger) (?:one|size))"
    r"|小[一1][号码]|(?:one|a|next) size (?:down|smaller)|size down|smaller (?:one|size)"
)
NAMED_IN_ENGLISH = {"small": "S", "medium": "M", "large": "L"}
ABOUT_SIZE = Pattern(r"\bsizes?\b|码|号")


def find_sizes(text: str) -> Iterator[Slot]:
    """Yield the sizes of a cleaned text in capitals; the detail says `wanted` where the buyer wishes for it.

    A lone letter or number counts only beside 码, `size` or a wish for another size.
    """
    for match in WISHED_SIZE.finditer(text):
        start, end = match.span("size")
        # Without a word of size or swap "I need 7" counts pieces.
        if match["swap"] or ABOUT_SIZE.search(text):
            yield Slot(SlotKind.SIZE, NAMED_IN_ENGLISH.get(match["size"], match["size"].upper()), (start, end), WANTED)
    for match in MADE_SIZE.finditer(text):
        size = match["size"]
        yield Slot(SlotKind.SIZE, NAMED_IN_ENGLISH.get(size, size.upper()), match.span("size"), WANTED)
    for match in NEXT_SIZE.finditer(text):
        yield Slot(SlotKind.SIZE, LARGER if match["larger"] else SMALLER, match.span(), WANTED)
    for slot in _find_plain_sizes(text):
        yield replace(slot, detail=WANTED if _is_wished(text, slot.span[0]) else "")


def _is_wished(text: str, start: int) -> bool:
    """Return whether the words right before a size or colour say that the buyer wishes for it."""
    return WISH.search(text[max(0, start - WISH_LENGTH) : start]) is not None


def _find_plain_sizes(text: str) -> Iterator[Slot]:
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
    """Yield the colours of a cleaned text, as written; the detail says `wanted` where the buyer wishes for one."""
    for pattern in (CHINESE_COLOR, ENGLISH_COLOR):
        for match in pattern.finditer(text):
            wished = WANTED if _is_wished(text, match.start()) else ""
            yield Slot(SlotKind.COLOR, match[0], match.span(), wished)
