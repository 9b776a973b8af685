"""The shape of a text: places never filled in, too long, in the wrong language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.pattern import Pattern
from app.model import Language, Platform, Span

EBAY_LONGEST = 2000
"""Longest message that eBay's Message API takes, in characters."""
PLACE = (
    "昵称|商品名|姓名|名字|称呼|单号|订单|金额|日期|时间|公司|商品|名称|地址|原因|号码|电话|店铺|买家|客户|链接|尺码|颜色|数量"
    "|编号|内容|备注|规格|型号|数字|天数"
)
ASKS = "填写|待填|待补|待定|替换|插入|占位|此处|请填|自行填|示例"
LEFTOVER = Pattern(
    r"\{\{[^{}\n]{0,40}\}\}|\{\{|\}\}|\{%|%\}|｛｛|｝｝|\{[^{}\n]{1,30}\}|\$\{[^}]*\}|%s|%\(\w+\)s|\{\d?\}"
    r"|\b(?:TODO|TBD|TBC|FIXME|NaN|None|N/A)\b"
    r"|(?<![A-Za-z0-9])X{2,}(?![A-Za-z0-9-]|码)"
    r"|(?<![A-Za-z0-9])[xX]+\s?(?=元|天|号|月|日|小时|块钱|dollars?|days?\b)"
    rf"|[×＊*＿_]{{2,}}|[？?]{{3}}|【\s*】|\[\s*\]|（\s*）|【[^】\n]{{0,6}}(?:{PLACE})】|\[[^\]\n]{{0,6}}(?:{PLACE})\]"
    rf"|[（(【\[<《][^（）()【】\[\]<>《》\n]{{0,6}}(?:{ASKS})[^（）()【】\[\]<>《》\n]{{0,8}}[）)】\]>》]"
    r"|<[a-z][a-z_ -]{1,20}>|%[a-z_]{3,20}%|\$[a-z_]{3,20}\$|##+(?!\w)|@@\w*"
    r"|[…—]{1,3}\s?(?=[元天号]|块钱)|[?？]{1,3}(?=元|块钱|天)"
    r"|\b(?:ITEM|CUSTOMER|BUYER|ORDER|YOUR|INSERT|TRACKING|PRODUCT|SHOP|STORE) (?:NAME|NUMBER|NO|ID|DATE|HERE|TITLE)\b"
    r"|(?:这里|此处|这儿)(?:要|需|再)?(?:写|填|补|加上|插入|放)(?:上|入)?(?:[^，。！？\n]{0,6}(?:金额|单号|日期|时间|名字|姓名|原因))"
    r"|(?i:\b(?:insert|enter|add|fill in|type|your|customer|buyer|order|tracking)(?: \w+){0,2}"
    r" (?:name|number|date|amount|item|no|reason|address) here\b)|(?i:lorem ipsum)"
    r"|(?i:\[\s*(?:insert|add|fill|enter|put|write|choose|select)\b[^\]\n]{0,30}\])"
    r"|(?i:<(?:name|customer|buyer|order|amount|date|item|insert|your)[^<>\n]{0,20}>)"
    r"|(?i:\[[^\]\n]{0,20}?\b(?:name|number|no|amount|date|item|customer|buyer|address|reason)\b[^\]\n]{0,20}\])",
    re.ASCII,
)
LINK = Pattern(r"(?:https?://|www\.)[^\s\u3000-\u9fff]+", re.IGNORECASE)
HAN = Pattern(r"[\u3400-\u9fff]")
LATIN = Pattern(r"[A-Za-z]")
HAN_RUN = Pattern(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]+")
CHINESE_SENTENCE = Pattern(r"[您你]|我们|请|已经|会尽快|了|吗")
ENGLISH_RUN = Pattern(r"[A-Za-z][A-Za-z',.\s-]*[A-Za-z]")
ENGLISH_SENTENCE = Pattern(r"\b(?:the|is|are|we|you|your|please|will|have|has|our|it|to)\b", re.IGNORECASE)
MOST_FOREIGN_WORDS = 5
LEAST_CHINESE_SENTENCE = 5
SMALL_WORDS_OF_A_SENTENCE = 2


def find_leftovers(text: str) -> Iterator[Span]:
    """Yield the places that a template or a colleague left open."""
    yield from (match.span() for match in LEFTOVER.finditer(text))


def find_limit(platform: Platform) -> int | None:
    """Return how many characters the platform's longest message has, None where nobody counts them."""
    return EBAY_LONGEST if platform == "ebay" else None


def find_excess(text: str, platform: Platform) -> Span | None:
    """Return what hangs over the platform's longest message, None where all fits."""
    limit = find_limit(platform)
    return (limit, len(text)) if limit is not None and len(text) > limit else None


def find_foreign(text: str, language: Language) -> Span | None:
    """Return the part that is not in `language`: all of it, a sentence, or None.

    Names of goods and shops stay as they are, so a few foreign words are none.
    """
    bare = LINK.sub(lambda match: " " * len(match[0]), text)
    han = len(HAN.findall(bare))
    latin = len(LATIN.findall(bare))
    if han > latin if language == "en" else latin > 0 and not han:
        return 0, len(text)
    return _find_chinese(bare) if language == "en" else _find_english(bare)


def _find_chinese(text: str) -> Span | None:
    runs = (match for match in HAN_RUN.finditer(text) if len(match[0]) >= LEAST_CHINESE_SENTENCE)
    return next((match.span() for match in runs if CHINESE_SENTENCE.search(match[0])), None)


def _find_english(text: str) -> Span | None:
    for match in ENGLISH_RUN.finditer(text):
        small = len(ENGLISH_SENTENCE.findall(match[0]))
        if len(match[0].split()) > MOST_FOREIGN_WORDS and small >= SMALL_WORDS_OF_A_SENTENCE:
            return match.span()
    return None
