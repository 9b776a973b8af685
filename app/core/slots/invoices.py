"""Whose name an invoice shall bear, and the tax number that goes with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.pattern import Pattern
from app.model import Slot, SlotKind

_TAX_NO = Pattern(
    r"(?:税号|信用代码|纳税人识别号|识别号|\b(?:vat|tax|nip|abn|gstin?|ein|tva|ust-?id|p\.? ?iva|tin)\b)"
    r"(?:\s?(?:number|no|nr|id|code|reg)\b\.?)?\s*(?:是|为|is|:|#)?\s*"
    r"(?P<number>(?=[a-z0-9 -]*\d{4})[a-z]{0,3}[ -]?[a-z0-9]{5,20})(?![a-z0-9])"
)
_ENDINGS = (
    "公司|工厂|商行|商店|中心|学校|小学|中学|大学|幼儿园|医院|工作室|合作社|事务所|研究院|协会|集团|经营部|门市部"
)
_CHINESE = Pattern(
    rf"(?:抬头|公司名称?|单位名称?|发票名称?|名称|开给|开成)\s*(?:是|为|写|开|填|就写|:)?\s*(?P<name>[\u4e00-\u9fff()]{{2,26}}?(?:{_ENDINGS}))"
    r"|(?P<whole>[\u4e00-\u9fff()]{2,24}?有限(?:责任)?公司)"
)
_LEAD = Pattern(r"^.*(?:抬头|名称|公司名|开给|开成|改成|改为|写成|就写|开票|单位|给|是|为|写|填)(?=[\u4e00-\u9fff])")
_ENGLISH = Pattern(
    r"\b(?:made out to|in the name of|for (?:my |our |the )?company|company(?: name)?(?: is)?|addressed to|issued to"
    r"|billed? to|out to|name on (?:it|the invoice)(?: is)?)\s?:?\s+"
    r"(?P<name>[a-z0-9&'. -]{2,60}?)"
    r"(?=\s(?:for|with|and|on|at|as|please|vat|nip|tax|instead)\b|[,;!?\"]|\.\s(?!z\b)|\.?$)"
)
_LEGAL_FORM = Pattern(
    r"(?P<name>\b(?:[a-z0-9&'-]+\s){1,4}?"
    r"(?:ltd|limited|gmbh|llc|inc|sp\. ?z ?o\.? ?o\.?|s\.?r\.?l|b\.v|cic|plc|sarl|pty ltd))(?![a-z])"
)
_NO_NAME = frozenset(
    {"me", "us", "my company", "our company", "the company", "my name", "a company", "company", "name", "for", "and"}
)
_NO_NAME_EITHER = Pattern(
    r"(?:on|in|to|at|as|it|that|so|too|also|please|can|could|is|and|or|if|instead|details|info|number)\b.*"
    r"|(?:my|our|the|a) (?:company|business|firm|own)?(?: ?(?:name|details))?"
    rf"|(?:的?名称|的?名字|名|写|开|用|给|成)?(?:我|们|咱|俺|你|他|本|贵|自己|一个|一家|家|的|这|那|个|哪|上)*(?:{_ENDINGS})"
)
"""What stands where a name would, and only speaks of one: “on it”, “我们公司”."""
_ABOUT = Pattern(r"发票|抬头|开票|税号|invoice|receipt|\bbill\b|\bvat\b")


def find_invoice_data(text: str) -> Iterator[Slot]:
    """Yield the tax number and the name for an invoice in a cleaned text that speaks of one."""
    if not _ABOUT.search(text):
        return
    for found in _TAX_NO.finditer(text):
        yield Slot(SlotKind.TAX_NO, re.sub(r"[ -]", "", found["number"]).upper(), found.span("number"))
    yield from _find_titles(text)


def _find_titles(text: str) -> Iterator[Slot]:
    for pattern in (_CHINESE, _ENGLISH, _LEGAL_FORM):
        for found in pattern.finditer(text):
            group = "name" if found["name"] else "whole"
            start, end = found.span(group)
            lead = _LEAD.match(found[group])
            start += lead.end() if lead and group == "whole" else 0
            title = text[start:end]
            if title not in _NO_NAME and not _NO_NAME_EITHER.fullmatch(title):
                yield Slot(SlotKind.INVOICE_TITLE, title, (start, end))
                return
